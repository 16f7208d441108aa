package org.tenantry.payments;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.tenantry.guard.Egress;
import org.tenantry.values.Refusal;

/**
 * Knows which payment providers this deployment has. Stripe is there when its library is dropped in and both its key and
 * its webhook secret are set; no other class may name a class of that library.
 */
@ApplicationScoped
public class PaymentProviders {
    private static final Logger LOG = Logger.getLogger(PaymentProviders.class.getName());
    private static final String STRIPE_LIBRARY = "com.stripe.StripeClient";
    private static final String STRIPE = "org.tenantry.payments.StripeCheckout";

    @Inject
    Config config;

    @Inject
    Egress egress;

    @Inject
    Clock clock;

    private Map<String, PaymentProvider> providers = Map.of();

    /** What Stripe needs to know; {@code base} is another address than its own, for tests. */
    record StripeSettings(String key, String webhookSecret, Optional<String> base) {
        @Override
        public String toString() {
            return "StripeSettings";
        }
    }

    @PostConstruct
    void load() {
        var key = setting("tenantry.stripe.key");
        var secret = setting("tenantry.stripe.webhook.secret");
        if (key.isEmpty() && secret.isEmpty()) {
            return;
        }
        if (key.isEmpty() || secret.isEmpty()) {
            LOG.warning("Stripe needs both TENANTRY_STRIPE_KEY and TENANTRY_STRIPE_WEBHOOK_SECRET; it is not offered");
            return;
        }
        try {
            Class.forName(STRIPE_LIBRARY);
            var stripe = (PaymentProvider) Class.forName(STRIPE)
                    .getDeclaredConstructor(StripeSettings.class, Egress.class, Clock.class)
                    .newInstance(
                            new StripeSettings(key.get(), secret.get(), setting("tenantry.stripe.base")),
                            egress,
                            clock);
            providers = Map.of(stripe.name(), stripe);
        } catch (ReflectiveOperationException | LinkageError missing) {
            LOG.log(Level.WARNING, "TENANTRY_STRIPE_KEY is set but Stripe's library is not there", missing);
        }
    }

    /** The names of those who take cards. */
    public List<String> names() {
        return List.copyOf(providers.keySet());
    }

    public Optional<PaymentProvider> find(String name) {
        return Optional.ofNullable(providers.get(name));
    }

    /** One that must be there. */
    public PaymentProvider get(String name) {
        return find(name).orElseThrow(() -> new Refusal(409, "payments.refusal.noProvider"));
    }

    /** As it was written: a dollar sign in a key is a dollar sign. */
    private Optional<String> setting(String name) {
        return Optional.ofNullable(config.getConfigValue(name).getRawValue()).filter(value -> !value.isBlank());
    }
}
