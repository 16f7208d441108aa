package org.tenantry.gateway;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;
import org.tenantry.models.Tokenizers;
import org.tenantry.values.TokenUsage;

/**
 * The built-in demo model: answers without network, at the pace of a person reading, in English or Chinese, and says
 * plainly that it understands nothing. It counts its tokens and keeps to the limit as a real provider does.
 */
@ApplicationScoped
class DemoAdapter implements ModelAdapter {
    private static final String TOKENIZER = "o200k_base";
    private static final int PAUSE_MILLIS = 35;

    /** The second model of the demo provider, for the impatient. */
    private static final String FAST = "demo-fast";

    private static final int FAST_PAUSE_MILLIS = 5;

    /** A word with the space before it, or two Chinese characters, or line ends. */
    private static final Pattern PIECE =
            Pattern.compile("\\n+|[\\p{IsHan}]{1,2}|[^\\S\\n]*[^\\s\\p{IsHan}]+|[^\\S\\n]+");

    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "demo-model");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public ProviderKind kind() {
        return ProviderKind.DEMO;
    }

    @Override
    public Upstream stream(Endpoint endpoint, Ask ask, Hearing hearing) {
        var answer = new Answer(ask, hearing);
        pace.execute(answer);
        return () -> pace.execute(() -> answer.end(Ending.STOPPED));
    }

    @Override
    public List<String> models(Endpoint endpoint) {
        return List.of("demo", FAST);
    }

    @PreDestroy
    void close() {
        pace.shutdownNow();
    }

    /** One running answer; touched by the one thread of the pace only. */
    private final class Answer implements Runnable {
        private final Hearing hearing;
        private final List<String> pieces;
        private final long promptTokens;
        private final int mostOutputTokens;
        private final int pauseMillis;
        private final StringBuilder text = new StringBuilder();
        private int at;
        private long tokens;
        private boolean ended;

        Answer(Ask ask, Hearing hearing) {
            this.hearing = hearing;
            this.pieces = pieces(ask);
            this.pauseMillis = ask.model().equals(FAST) ? FAST_PAUSE_MILLIS : PAUSE_MILLIS;
            this.mostOutputTokens = ask.mostOutputTokens();
            this.promptTokens = Tokenizers.prompt(
                    TOKENIZER, ask.turns().stream().map(Turn::text).toList());
        }

        @Override
        public void run() {
            if (ended) {
                return;
            }
            if (at == pieces.size()) {
                end(Ending.DONE);
                return;
            }
            var piece = pieces.get(at++);
            long takes = Tokenizers.text(TOKENIZER, piece);
            if (tokens + takes > mostOutputTokens) {
                end(Ending.LENGTH);
                return;
            }
            tokens += takes;
            text.append(piece);
            hearing.heard(new Delta(piece, ""));
            pace.schedule(this, pauseMillis, TimeUnit.MILLISECONDS);
        }

        /** What was said, counted whole: pieces of a text have more tokens than the text. */
        private long said() {
            return Math.min(tokens, Tokenizers.text(TOKENIZER, text.toString()));
        }

        void end(Ending ending) {
            if (!ended) {
                ended = true;
                var usage = ending == Ending.STOPPED
                        ? Optional.<TokenUsage>empty()
                        : Optional.of(TokenUsage.of(promptTokens, said()));
                hearing.ended(new Completion(ending, usage, Optional.empty()));
            }
        }
    }

    private static List<String> pieces(Ask ask) {
        var question = ask.turns().isEmpty()
                ? ""
                : ask.turns().get(ask.turns().size() - 1).text();
        boolean chinese = question.codePoints().anyMatch(Character::isIdeographic);
        long characters = question.codePoints().count();
        var text = read(chinese ? "demo-zh.md" : "demo-en.md")
                .replace("{0}", Long.toString(characters))
                .replace("{1}", Integer.toString(ask.turns().size()));
        var pieces = new ArrayList<String>();
        var matcher = PIECE.matcher(text);
        while (matcher.find()) {
            pieces.add(matcher.group());
        }
        return pieces;
    }

    private static String read(String name) {
        try (var in = DemoAdapter.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
