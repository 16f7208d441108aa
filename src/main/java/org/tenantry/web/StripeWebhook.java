package org.tenantry.web;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.tenantry.payments.Callbacks;
import org.tenantry.values.Refusal;

/**
 * Where Stripe tells what became of a payment: open to everybody, without session or token, and believing only what
 * carries Stripe's signature. At most 256 KiB. Answers 200 to what was taken, before too, so that Stripe stops telling.
 */
@WebServlet(urlPatterns = "/webhooks/stripe")
public class StripeWebhook extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int MOST_BYTES = 256 << 10;

    @Inject
    transient Callbacks callbacks;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        var body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        try {
            callbacks.take("STRIPE", body, request.getHeader("Stripe-Signature"), request.getRemoteAddr());
            response.setStatus(HttpServletResponse.SC_OK);
        } catch (Refusal refused) {
            response.setStatus(refused.status());
        }
    }
}
