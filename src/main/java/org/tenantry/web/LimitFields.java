package org.tenantry.web;

import java.io.Serializable;
import java.util.Optional;
import org.tenantry.limits.LimitRow;
import org.tenantry.values.InvalidInput;

/** The three numbers of a limit as they are typed; an empty field says nothing. */
public class LimitFields implements Serializable {
    private static final long serialVersionUID = 1L;

    private String requests;
    private String tokens;
    private String streams;

    public static LimitFields of(LimitRow.Numbers numbers) {
        var fields = new LimitFields();
        fields.requests = typed(numbers.requests());
        fields.tokens = typed(numbers.tokens());
        fields.streams = typed(numbers.streams());
        return fields;
    }

    public LimitRow.Numbers read(Messages messages) {
        return new LimitRow.Numbers(read(messages, requests), read(messages, tokens), read(messages, streams));
    }

    private static Optional<Long> read(Messages messages, String typed) {
        if (typed == null || typed.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(messages.read(typed).longValueExact());
        } catch (ArithmeticException notWhole) {
            throw new InvalidInput("refusal.number.whole", typed);
        }
    }

    private static String typed(Optional<Long> number) {
        return number.map(Object::toString).orElse(null);
    }

    public String getRequests() {
        return requests;
    }

    public void setRequests(String requests) {
        this.requests = requests;
    }

    public String getTokens() {
        return tokens;
    }

    public void setTokens(String tokens) {
        this.tokens = tokens;
    }

    public String getStreams() {
        return streams;
    }

    public void setStreams(String streams) {
        this.streams = streams;
    }
}
