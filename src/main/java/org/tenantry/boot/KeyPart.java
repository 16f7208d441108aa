package org.tenantry.boot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tenantry.tenancy.AllowedAddresses;
import org.tenantry.tenancy.KeyForm;
import org.tenantry.tenancy.KeyScope;
import org.tenantry.values.ModelId;

/**
 * An API key in a provisioning file: of a member, known by address, or of a service account, which is made where it is
 * missing. What the file leaves out is usual for a new key and stays for one that is there.
 */
record KeyPart(
        String pointer,
        String name,
        String member,
        String service,
        Optional<String> secret,
        Optional<Set<KeyScope>> scopes,
        Optional<Set<String>> models,
        Optional<AllowedAddresses> addresses,
        Optional<Instant> expiresAt) {
    static KeyPart read(Place at, List<ProvisionFile.MemberPart> members) {
        at.only("name", "member", "service", "secret", "scopes", "models", "addresses", "expiresAt");
        if (at.has("member") && at.has("service")) {
            at.problem("service", "a key is of a member or of a service account, not of both");
        }
        var service = at.has("service") ? at.text("service") : "";
        if (at.has("service") && service.isBlank()) {
            at.problem("service", "must be a name");
        }
        var member = at.has("service") ? "" : at.text("member");
        if (!member.isEmpty()
                && members.stream().noneMatch(known -> known.email().equalsIgnoreCase(member))) {
            at.problem("member", "no member of this tenant in this file has the address " + member);
        }
        if (!at.has("secret")) {
            at.problem("secret", "is missing: {\"env\": \"NAME\"}");
        }
        return new KeyPart(
                at.pointer(),
                at.text("name"),
                member,
                service,
                at.secret("secret"),
                at.has("scopes") ? Optional.of(scopes(at)) : Optional.empty(),
                at.texts("models"),
                at.has("addresses")
                        ? at.texts("addresses")
                                .flatMap(texts -> at.accepted(() -> AllowedAddresses.of(String.join(" ", texts))))
                        : Optional.empty(),
                ProvisionFile.instant(at, "expiresAt"));
    }

    private static Set<KeyScope> scopes(Place at) {
        var known = Stream.of(KeyScope.values()).map(KeyScope::name).toList();
        if (at.texts("scopes").orElse(Set.of()).isEmpty()) {
            return KeyForm.USUAL;
        }
        return at.codes("scopes", known).stream().map(KeyScope::valueOf).collect(Collectors.toSet());
    }

    /** What the key is for, with the models that the names stand for. */
    KeyForm form(Optional<KeyForm> there, Function<String, ModelId> model) {
        var usual = there.orElseGet(() -> KeyForm.named(name));
        return new KeyForm(
                name,
                scopes.orElse(usual.scopes()),
                models.map(names -> names.stream().map(model).collect(Collectors.toSet()))
                        .orElse(usual.models()),
                addresses.orElse(usual.addresses()),
                expiresAt.orElse(usual.expiresAt()));
    }
}
