package org.tenantry.payments;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.net.Webhook;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.checkout.SessionCreateParams;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.tenantry.guard.Egress;
import org.tenantry.values.Money;

/**
 * Cards through Stripe's own payment page. Made only by {@link PaymentProviders}, and only when Stripe's library is there;
 * the id of our order or refund makes each call happen once at Stripe too.
 */
final class StripeCheckout implements PaymentProvider {
    static final String NAME = "STRIPE";

    private static final long TOLERANCE_SECONDS = 300;
    private static final Duration PAGE_OPEN = Duration.ofMinutes(60);
    private static final int SERVER_FAULT = 500;
    private static final int TOO_MANY = 429;
    private static final int CONFLICT = 409;

    private final StripeClient stripe;
    private final PaymentProviders.StripeSettings settings;
    private final Clock clock;

    StripeCheckout(PaymentProviders.StripeSettings settings, Egress egress, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        var builder = StripeClient.builder()
                .setApiKey(settings.key())
                .setMaxNetworkRetries(1)
                .setHttpClient(new StripeWire(egress, settings.base().isPresent()));
        settings.base().ifPresent(builder::setApiBase);
        this.stripe = builder.build();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Checkout begin(PaymentOrder order, boolean keepsCard, String back) {
        var intent = SessionCreateParams.PaymentIntentData.builder()
                .putMetadata("order", order.id().toString())
                .setDescription(order.number());
        var session = SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setClientReferenceId(order.id().toString())
                .putMetadata("order", order.id().toString())
                .setSuccessUrl(back + "&paid=true")
                .setCancelUrl(back)
                .setExpiresAt(order.createdAt().plus(PAGE_OPEN).getEpochSecond())
                .addLineItem(SessionCreateParams.LineItem.builder()
                        .setQuantity(1L)
                        .setPriceData(SessionCreateParams.LineItem.PriceData.builder()
                                .setCurrency(code(order.amount()))
                                .setUnitAmount(StripeMoney.minor(order.amount()))
                                .setProductData(SessionCreateParams.LineItem.PriceData.ProductData.builder()
                                        .setName(order.number())
                                        .build())
                                .build())
                        .build());
        if (keepsCard) {
            intent.setSetupFutureUsage(SessionCreateParams.PaymentIntentData.SetupFutureUsage.OFF_SESSION);
            session.setCustomerCreation(SessionCreateParams.CustomerCreation.ALWAYS);
        }
        try {
            var made = stripe.v1()
                    .checkout()
                    .sessions()
                    .create(session.setPaymentIntentData(intent.build()).build(), once("order-" + order.id()));
            return new Checkout(made.getId(), payable(made.getUrl()));
        } catch (StripeException refused) {
            throw new ProviderSilent(words(refused));
        }
    }

    /** Only a page behind TLS takes cards; another address of Stripe's, for tests, may do without. */
    private String payable(String url) {
        if (url == null || !(url.startsWith("https://") || settings.base().isPresent() && url.startsWith("http://"))) {
            throw new ProviderSilent("no address to pay at");
        }
        return url;
    }

    @Override
    public Answer charge(PaymentOrder order, String customer, String method) {
        var intent = PaymentIntentCreateParams.builder()
                .setAmount(StripeMoney.minor(order.amount()))
                .setCurrency(code(order.amount()))
                .setCustomer(customer)
                .setPaymentMethod(method)
                .setOffSession(true)
                .setConfirm(true)
                .setDescription(order.number())
                .putMetadata("order", order.id().toString())
                .build();
        try {
            var made = stripe.v1().paymentIntents().create(intent, once("charge-" + order.id()));
            return switch (made.getStatus()) {
                case "succeeded" -> new Answer(Outcome.DONE, made.getId(), null);
                case "processing" -> new Answer(Outcome.OPEN, made.getId(), null);
                default -> new Answer(Outcome.REFUSED, made.getId(), made.getStatus());
            };
        } catch (StripeException failure) {
            return new Answer(isOpen(failure) ? Outcome.OPEN : Outcome.REFUSED, null, words(failure));
        }
    }

    @Override
    public Answer refund(String payment, UUID refund, Money amount) {
        var params = RefundCreateParams.builder()
                .setPaymentIntent(payment)
                .setAmount(StripeMoney.minor(amount))
                .putMetadata("refund", refund.toString())
                .build();
        try {
            var made = stripe.v1().refunds().create(params, once("refund-" + refund));
            boolean failed = "failed".equals(made.getStatus()) || "canceled".equals(made.getStatus());
            return new Answer(failed ? Outcome.REFUSED : Outcome.DONE, made.getId(), made.getFailureReason());
        } catch (StripeException failure) {
            return new Answer(isOpen(failure) ? Outcome.OPEN : Outcome.REFUSED, null, words(failure));
        }
    }

    @Override
    public ProviderEvent read(byte[] body, String signature) {
        var text = new String(body, StandardCharsets.UTF_8);
        try {
            Webhook.Signature.verifyHeader(
                    text, signature == null ? "" : signature, settings.webhookSecret(), TOLERANCE_SECONDS, clock);
        } catch (SignatureVerificationException forged) {
            throw new NotFromProvider();
        }
        return StripeEvents.read(text);
    }

    private static RequestOptions once(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    /** Whether nobody can say what became of the call. */
    private static boolean isOpen(StripeException failure) {
        var status = failure.getStatusCode();
        return failure instanceof ApiConnectionException
                || status == null
                || status >= SERVER_FAULT
                || status == TOO_MANY
                || status == CONFLICT;
    }

    /** The provider's code for what happened, never its whole message, which may repeat what was sent. */
    private static String words(StripeException failure) {
        return failure.getCode() == null ? failure.getClass().getSimpleName() : failure.getCode();
    }

    private static String code(Money amount) {
        return amount.currency().getCurrencyCode().toLowerCase(Locale.ROOT);
    }
}
