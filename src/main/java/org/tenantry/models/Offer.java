package org.tenantry.models;

import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Everything that is switched on, as it stood in the database at one moment. Never changed after it was read. */
public record Offer(
        long generation,
        long readAtNanos,
        Map<UUID, Provider> providers,
        Map<UUID, List<ProviderKey>> keys,
        Map<UUID, Model> models,
        Map<UUID, List<PriceVersion>> prices) {

    Optional<OfferedModel> offered(UUID id, Currency currency, Instant now) {
        var model = models.get(id);
        if (model == null) {
            return Optional.empty();
        }
        var provider = providers.get(model.provider().value());
        return PriceVersion.valid(prices.getOrDefault(id, List.of()), currency, now)
                .map(price -> new OfferedModel(
                        model.id(),
                        model.name(),
                        model.upstreamName(),
                        model.label(),
                        provider.name(),
                        provider.kind(),
                        model.tokenizer(),
                        model.contextTokens(),
                        model.mostOutputTokens(),
                        model.can(),
                        price.id(),
                        price.sell(),
                        price.buy(),
                        model.countOffset(),
                        model.kind()));
    }
}
