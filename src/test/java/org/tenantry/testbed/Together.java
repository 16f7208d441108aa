package org.tenantry.testbed;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import org.tenantry.values.Refusal;

/** Runs the same work on many threads at the same moment. */
public final class Together {
    private Together() {}

    /** What each thread came back with: its result, or the refusal it heard. */
    public static List<Object> run(int threads, IntFunction<Object> work) throws Exception {
        var pool = Executors.newFixedThreadPool(threads);
        try {
            var start = new CyclicBarrier(threads);
            var tasks = new ArrayList<Callable<Object>>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                tasks.add(() -> {
                    start.await();
                    try {
                        return work.apply(number);
                    } catch (Refusal refusal) {
                        return refusal;
                    }
                });
            }
            var results = new ArrayList<Object>();
            for (var future : pool.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
