package org.tenantry.api.manage;

import java.io.InputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tenantry.api.BadField;
import org.tenantry.tenancy.AllowedAddresses;
import org.tenantry.tenancy.ApiKeys;
import org.tenantry.tenancy.KeyForm;
import org.tenantry.tenancy.KeyScope;
import org.tenantry.tenancy.KeyShelf;
import org.tenantry.values.ModelId;

/** Reads what is sent about an API key, and tells one; the secret only where it was just made. */
final class SentKey {
    /** The longest overlap in hours, so that the number is one. */
    private static final int MOST_HOURS = 10_000;

    private SentKey() {}

    /** What is not said is usual: for calling models, all of them, from anywhere, without end. */
    static KeyForm fresh(Sent said) {
        return form(said, KeyForm.named(said.need("name", said::text)));
    }

    static KeyForm changed(Sent said, KeyForm before) {
        return form(said, before);
    }

    private static KeyForm form(Sent said, KeyForm before) {
        var end = said.clears("expires_at") ? null : said.instant("expires_at").orElse(before.expiresAt());
        return new KeyForm(
                said.text("name").orElse(before.name()),
                said.choices("scopes", List.of(KeyScope.values()))
                        .map(SentKey::scopes)
                        .orElse(before.scopes()),
                said.ids("model_ids")
                        .map(ids -> ids.stream().map(ModelId::new).collect(Collectors.toSet()))
                        .orElse(before.models()),
                said.texts("addresses")
                        .map(lines -> AllowedAddresses.of(String.join("\n", lines)))
                        .orElse(before.addresses()),
                end);
    }

    /** How long the secret before works on, {@code overlap_hours}; a day when it is not said. */
    static Duration overlap(InputStream body) {
        var said = Sent.read(body, "overlap_hours");
        int hours = said.whole("overlap_hours").orElse((int) ApiKeys.USUAL_OVERLAP.toHours());
        if (hours < 0 || hours > MOST_HOURS) {
            throw new BadField("overlap_hours", "manage.refusal.whole", "overlap_hours");
        }
        return Duration.ofHours(hours);
    }

    static Told told(KeyShelf.Row row) {
        var form = row.form();
        return new Told()
                .id("id", row.id())
                .id("member_id", row.member())
                .put("owner", row.owner())
                .put("service", row.service())
                .put("name", form.name())
                .put("public_id", row.publicId())
                .put("state", row.standing())
                .texts("scopes", form.scopes().stream().map(Told::name).sorted().toList())
                .texts(
                        "model_ids",
                        form.models().stream()
                                .map(ModelId::value)
                                .map(UUID::toString)
                                .sorted()
                                .toList())
                .texts(
                        "addresses",
                        form.addresses().ranges().stream().map(Object::toString).toList())
                .put("created_at", row.createdAt())
                .put("expires_at", form.expiresAt())
                .put("last_used_at", row.lastUsedAt())
                .put("overlap_until", row.overlapUntil());
    }

    private static Set<KeyScope> scopes(List<KeyScope> said) {
        var scopes = EnumSet.noneOf(KeyScope.class);
        scopes.addAll(said);
        return scopes;
    }
}
