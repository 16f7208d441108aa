package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.tenantry.metering.Accuracy;
import org.tenantry.values.ModelId;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** Shows the operator how well tokens are counted here, and puts a fixed difference right. */
@Named
@ViewScoped
public class AccuracyPage implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String HERE = "accuracy?faces-redirect=true";

    @Inject
    CurrentCaller caller;

    @Inject
    Accuracy accuracy;

    private List<Accuracy.Row> rows;
    private DriftChart chart;
    private List<Accuracy.Row> offsets;
    private long off;

    public void load() {
        rows = accuracy.list(caller.get());
        chart = DriftChart.of(rows, Accuracy.MOST_BASIS_POINTS);
        offsets = rows.stream()
                .filter(row -> row.hasProposal() || row.offset() != 0)
                .toList();
        off = rows.stream().filter(Accuracy.Row::isOff).count();
    }

    public String learn(ModelId model) {
        accuracy.learn(caller.get(), model);
        return Said.done(HERE, "accuracy.learnt");
    }

    public String forget(ModelId model) {
        accuracy.forget(caller.get(), model);
        return Said.done(HERE, "accuracy.forgotten");
    }

    public List<Accuracy.Row> getRows() {
        return rows;
    }

    /** Models with a difference that is taken in, or could be. */
    public List<Accuracy.Row> getOffsets() {
        return offsets;
    }

    public DriftChart getChart() {
        return chart;
    }

    /** How many models break the promise. */
    public long getOff() {
        return off;
    }

    /** How many models are held to it. */
    public long getHeld() {
        return chart.bars().size();
    }
}
