package org.tenantry.api;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers conversations as OpenAI's responses do, in a stream of events or in one piece; nothing is kept between them. */
@WebServlet(urlPatterns = "/v1/responses", asyncSupported = true)
public class ResponsesServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient Counter counter;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var asked = new ResponseOrder();
        counter.take(request, response, asked::read, asked::form);
    }
}
