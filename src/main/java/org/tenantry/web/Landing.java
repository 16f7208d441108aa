package org.tenantry.web;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Takes everybody to where their work begins: members to the chat, an operator without a tenant to the operator's pages. */
@WebServlet(urlPatterns = {"", "/index.xhtml"})
public class Landing extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient CurrentCaller caller;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendRedirect(caller.isMember() ? "/chat/index.xhtml" : "/operator/index.xhtml");
    }
}
