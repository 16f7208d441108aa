package org.tenantry.testbed;

import java.io.IOException;

/** Gives one answer as its script says. */
final class StubAnswer {
    /** What the stub counts for each tool that it asks for. */
    private static final int CALL_TOKENS = 10;

    private final StubConnection connection;
    private final StubRequest request;
    private final StubScript script;
    private final StubWire wire;

    StubAnswer(StubConnection connection, StubRequest request, StubWire wire) {
        this.connection = connection;
        this.request = request;
        this.script = request.script();
        this.wire = wire;
    }

    void give() throws IOException {
        try {
            if (script.yes("silent")) {
                silence();
            } else if (script.yes("html")) {
                connection.answer(200, "text/html", "<!doctype html><title>Sign in</title><p>Please sign in.");
            } else if (script.yes("redirect")) {
                connection.answer(307, "text/plain", "", "Location: /stub/elsewhere");
            } else if (script.said().containsKey("status")) {
                refuse();
            } else if (request.stream()) {
                stream();
            } else {
                whole();
            }
            request.state(StubRequest.State.FINISHED);
        } catch (Broken e) {
            request.state(StubRequest.State.BROKEN);
            throw e;
        } catch (IOException e) {
            request.state(StubRequest.State.ABORTED);
            throw e;
        }
    }

    /** Until the one who asked has enough of it. */
    private void silence() throws IOException {
        while (true) {
            connection.pause(1000);
        }
    }

    private void refuse() throws IOException {
        int status = script.number("status", 500);
        var body = wire.refusal(status, script.yes("quota"));
        if (script.said().containsKey("retry")) {
            connection.json(status, body, "Retry-After: " + script.number("retry", 1));
        } else {
            connection.json(status, body);
        }
    }

    private void whole() throws IOException {
        connection.pause(script.number("first", 0));
        var tokens = request.answer();
        int said = Math.min(tokens.size(), request.limit());
        request.told(said);
        connection.json(200, wire.whole(String.join("", tokens.subList(0, said)), said, said < tokens.size()));
    }

    private void stream() throws IOException {
        connection.startChunks(wire.type());
        connection.pause(script.number("first", 0));
        connection.chunk(wire.opening());
        int thoughts = script.number("reasoning", 0);
        for (int i = 0; i < thoughts; i++) {
            connection.chunk(wire.reasoning(i == 0 ? "hmm" : " well"));
            connection.pause(script.number("pause", 0));
        }
        if (script.yes("giant")) {
            connection.chunk(wire.token("x".repeat(script.number("giant", 0) << 20), 1));
        }
        var tokens = request.answer();
        int room = request.limit() - thoughts;
        int said = 0;
        for (var token : tokens) {
            befall(said);
            if (said >= room) {
                break;
            }
            connection.chunk(wire.token(token, thoughts + said + 1));
            request.told(++said);
            connection.pause(script.number("pause", 0));
        }
        if (said == tokens.size()) {
            befall(said);
        }
        boolean cut = said < tokens.size();
        if (!cut && !request.calls().isEmpty()) {
            for (var piece : wire.toolCalls()) {
                connection.chunk(piece);
            }
        }
        connection.chunk(
                wire.closing(thoughts + said + CALL_TOKENS * request.calls().size(), cut));
        connection.endChunks();
    }

    /** What the script lets happen after so many tokens. */
    private void befall(int said) throws IOException {
        if (script.at("cut", said)) {
            throw new Broken();
        }
        if (script.at("error", said)) {
            connection.chunk(wire.error());
            connection.endChunks();
            throw new Broken();
        }
        while (script.at("stall", said) || script.at("barrier", said) && !connection.released()) {
            connection.pause(20);
        }
    }

    /** The script says to break off. */
    private static final class Broken extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
