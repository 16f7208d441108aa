package org.tenantry.web.chat;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tenantry.chat.Change;
import org.tenantry.chat.Conversations;
import org.tenantry.chat.Generations;
import org.tenantry.chat.Message;
import org.tenantry.chat.Placed;
import org.tenantry.values.MessageId;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Messages;

/**
 * Tells a browser how an answer grows: {@code block} (one block of it), {@code reason} (more reasoning), {@code answer}
 * (all of it, as the database has it) and at last {@code done}. A browser that comes back says where it was and goes on
 * from there.
 */
@WebServlet(urlPatterns = "/app-stream/*", asyncSupported = true)
public class GenerationStream extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient CurrentCaller caller;

    @Inject
    transient Messages msg;

    @Inject
    transient Conversations conversations;

    @Inject
    transient Generations generations;

    @Inject
    transient Bubbles bubbles;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = String.valueOf(request.getPathInfo());
        var id = MessageId.of(path.substring(Math.min(1, path.length())));
        var last = request.getHeader("Last-Event-ID");
        if (Event.LAST.equals(last)) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        var running = generations.running(caller.get(), id);
        if (running.isPresent()) {
            begin(response);
            var feed = new GenerationFeed(
                    request.startAsync(), running.get(), Change.Cursor.of(last), msg.voice(), System::nanoTime);
            feed.begin();
        } else {
            tell(conversations.placed(caller.get(), id), response);
        }
    }

    /** An answer that is over, or written by another server: then the browser asks again in a moment. */
    private void tell(Placed placed, HttpServletResponse response) throws IOException {
        begin(response);
        var bubble = bubbles.of(caller.get(), msg.voice(), List.of(placed)).get(0);
        var out = response.getOutputStream();
        out.write("retry: 2000\n\n".getBytes(StandardCharsets.UTF_8));
        out.write(Event.answer(bubble));
        if (placed.message().state() != Message.State.STREAMING) {
            out.write(Event.done(bubble.footer()));
        }
    }

    private static void begin(HttpServletResponse response) {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
    }
}
