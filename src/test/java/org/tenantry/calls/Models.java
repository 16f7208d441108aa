package org.tenantry.calls;

import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.models.Capabilities;
import org.tenantry.models.ModelKind;
import org.tenantry.models.OfferedModel;
import org.tenantry.models.ProviderKind;
import org.tenantry.values.ModelId;
import org.tenantry.values.Price;

/** Models for tests of routing: prices are in nano units for a million tokens. */
public final class Models {
    private static final Currency USD = Currency.getInstance("USD");

    private Models() {}

    public static Candidate of(String label, int strength, long inputN, long outputN) {
        return of(label, strength, inputN, outputN, 100_000, Optional.empty());
    }

    static Candidate of(
            String label, int strength, long inputN, long outputN, int context, Optional<Candidate.Obstacle> barred) {
        return new Candidate(
                new OfferedModel(
                        ModelId.next(),
                        label,
                        label,
                        label,
                        "P",
                        ProviderKind.DEMO,
                        "o200k_base",
                        context,
                        1000,
                        Capabilities.NONE,
                        UUID.randomUUID(),
                        new Price(USD, inputN, inputN, inputN, outputN),
                        null,
                        0,
                        ModelKind.CHAT),
                strength,
                true,
                true,
                barred);
    }

    static List<String> labels(List<Candidate> candidates) {
        return candidates.stream().map(one -> one.model().label()).toList();
    }
}
