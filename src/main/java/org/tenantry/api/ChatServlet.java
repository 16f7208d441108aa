package org.tenantry.api;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers conversations as OpenAI's chat completions do, in a stream or in one piece. */
@WebServlet(urlPatterns = "/v1/chat/completions", asyncSupported = true)
public class ChatServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient Counter counter;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        counter.take(
                request,
                response,
                ChatOrder::read,
                (order, call, created) -> new ChatForm(
                        new ChatForm.Identity(
                                "chatcmpl-" + call.id().toString().replace("-", ""), created, order.model()),
                        order.usage()));
    }
}
