package org.tenantry.boot;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.calls.Aliases;
import org.tenantry.calls.ModelChoices;
import org.tenantry.calls.Rules;
import org.tenantry.ledger.Ledger;
import org.tenantry.ledger.Lots;
import org.tenantry.metering.Periods;
import org.tenantry.models.Models;
import org.tenantry.models.PriceVersion;
import org.tenantry.models.ProviderKeys;
import org.tenantry.models.Providers;
import org.tenantry.plans.Plans;
import org.tenantry.tenancy.ApiKeys;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Membership;
import org.tenantry.tenancy.People;
import org.tenantry.tenancy.ServiceAccounts;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.MemberId;
import org.tenantry.values.ModelId;
import org.tenantry.values.Money;
import org.tenantry.values.PersonId;
import org.tenantry.values.ProviderId;
import org.tenantry.values.Refusal;
import org.tenantry.values.TenantId;

/**
 * Makes the database hold what a provisioning file names: all of it in one transaction, or nothing. What is there
 * already stays; applied twice, a file changes nothing the second time.
 */
@Stateless
public class Provisioning {
    /** Nobody in particular: what the file says was said by whoever runs the deployment. */
    static final Caller SYSTEM = new Caller(null, null, null, false, true, Locale.ENGLISH, ZoneOffset.UTC, null);

    @Inject
    Clock clock;

    @Inject
    Providers providers;

    @Inject
    ProviderKeys keys;

    @Inject
    Models models;

    @Inject
    Plans plans;

    @Inject
    Tenants tenants;

    @Inject
    People people;

    @Inject
    ApiKeys apiKeys;

    @Inject
    ServiceAccounts services;

    @Inject
    Ledger ledger;

    @Inject
    Lots lots;

    @Inject
    Periods periods;

    @Inject
    Rules rules;

    @Inject
    Aliases aliases;

    @Inject
    ModelChoices choices;

    @Inject
    AuditLog audit;

    public void apply(String name, ProvisionFile file) {
        for (var part : file.providers()) {
            provider(name, part);
        }
        var shelf = new PlanShelf(plans, models);
        for (var part : file.plans()) {
            shelf.put(name, part);
        }
        file.routing().ifPresent(part -> new RouteShelf(rules, aliases, choices, models).put(name, part));
        for (var part : file.tenants()) {
            tenant(name, part);
        }
    }

    private void provider(String file, ProvisionFile.ProviderPart part) {
        var id = new ProviderId[1];
        at(file, part.pointer(), () -> id[0] = provider(part));
        for (var key : part.keys()) {
            at(
                    file,
                    key.pointer(),
                    () -> keys.put(
                            SYSTEM,
                            id[0],
                            key.label(),
                            key.weight(),
                            key.secret().orElse(""),
                            key.on()));
        }
        for (var model : part.models()) {
            at(file, model.pointer(), () -> model(file, id[0], model));
        }
    }

    private ProviderId provider(ProvisionFile.ProviderPart part) {
        var form = part.form().orElseThrow();
        var known = providers.list(SYSTEM).stream()
                .filter(provider -> provider.name().equalsIgnoreCase(form.name()))
                .findFirst();
        if (known.isEmpty()) {
            var id = providers.add(SYSTEM, part.kind(), form, part.key().orElse(""));
            part.on().filter(on -> !on).ifPresent(on -> providers.turn(SYSTEM, id, false));
            return id;
        }
        var provider = known.get();
        if (provider.kind() != part.kind()) {
            throw new InvalidInput("boot.refusal.kind", provider.name(), provider.kind());
        }
        var key = part.key()
                .filter(given ->
                        !given.equals(providers.endpoint(SYSTEM, provider.id()).key()));
        if (!provider.form().equals(form) || key.isPresent()) {
            providers.change(SYSTEM, provider.id(), form, key.orElse(""));
        }
        part.on().filter(on -> on != provider.isOn()).ifPresent(on -> providers.turn(SYSTEM, provider.id(), on));
        return provider.id();
    }

    private void model(String file, ProviderId provider, ProvisionFile.ModelPart part) {
        var said = part.form().orElseThrow();
        var known = models.list(SYSTEM).stream()
                .filter(model -> model.name().equalsIgnoreCase(part.name()))
                .findFirst();
        if (known.isPresent() && !known.get().provider().equals(provider)) {
            throw new InvalidInput("models.refusal.modelTaken", part.name());
        }
        var form = known.filter(model -> !part.saysCapabilities())
                .map(model -> said.with(model.can()))
                .orElse(said);
        var id = known.map(model -> model.id())
                .orElseGet(() -> models.add(SYSTEM, provider, part.name(), part.upstreamName(), form));
        if (known.isPresent() && !known.get().form().equals(form)) {
            models.change(SYSTEM, id, form);
        }
        for (var price : part.prices()) {
            at(file, price.pointer(), () -> price(id, price));
        }
        part.strength().ifPresent(strength -> models.rate(SYSTEM, id, strength));
        boolean isOn = known.map(model -> model.isOn()).orElse(false);
        part.on().filter(on -> on != isOn).ifPresent(on -> models.turn(SYSTEM, id, on));
    }

    private void price(ModelId model, ProvisionFile.PricePart part) {
        var sell = part.sell().in(part.currency());
        var buy = part.buy().map(tag -> tag.in(part.currency())).orElse(null);
        var versions = models.prices(SYSTEM, model);
        var there = part.validFrom().isPresent()
                ? versions.stream()
                        .filter(version -> version.currency().equals(part.currency()))
                        .filter(version ->
                                version.validFrom().equals(part.validFrom().get()))
                        .findFirst()
                : PriceVersion.valid(versions, part.currency(), clock.instant());
        if (there.filter(version -> version.sell().equals(sell) && Objects.equals(version.buy(), buy))
                .isPresent()) {
            return;
        }
        var bought = part.buy().orElse(null);
        if (part.validFrom().isPresent()) {
            models.addPrice(SYSTEM, model, part.currency(), part.validFrom().get(), part.sell(), bought);
        } else {
            models.addPrice(SYSTEM, model, part.currency(), part.sell(), bought);
        }
    }

    private void tenant(String file, ProvisionFile.TenantPart part) {
        var id = new TenantId[1];
        at(file, part.pointer(), () -> id[0] = tenant(part));
        for (var member : part.members()) {
            at(file, member.pointer(), () -> member(id[0], member));
        }
        for (var key : part.apiKeys()) {
            at(file, key.pointer(), () -> key(id[0], key));
        }
        for (var credit : part.credits()) {
            at(file, credit.pointer(), () -> credit(id[0], part, credit));
        }
    }

    private TenantId tenant(ProvisionFile.TenantPart part) {
        var known = tenants.list(SYSTEM).stream()
                .filter(row -> row.name().equalsIgnoreCase(part.name().strip()))
                .findFirst();
        if (known.isPresent() && !known.get().currency().equals(part.currency())) {
            throw new InvalidInput(
                    "boot.refusal.currency", part.name(), known.get().currency());
        }
        if (known.isPresent()) {
            return known.get().id();
        }
        var id = tenants.create(part.name(), part.currency(), part.zone(), part.locale());
        ledger.open(id, part.currency().getCurrencyCode());
        periods.openFirst(id, part.zone());
        audit.record(null, AuditLog.OPERATOR, "tenant.add", part.name(), part.currency() + ", " + part.zone());
        return id;
    }

    private void member(TenantId tenant, ProvisionFile.MemberPart part) {
        var person = people.find(part.email()).orElseGet(() -> person(part));
        boolean seated = tenants.memberships(person).stream()
                .anyMatch(place -> place.tenant().equals(tenant) && place.role() == part.role());
        if (!seated) {
            var member = tenants.seat(tenant, person, part.role());
            audit.record(
                    null, tenant, "member.seat", member.toString(), part.role().name());
        }
    }

    private PersonId person(ProvisionFile.MemberPart part) {
        var password = part.password().orElseThrow(() -> new InvalidInput("boot.refusal.password", part.email()));
        var id = people.create(part.email(), part.name(), password, false);
        part.locale()
                .ifPresent(locale ->
                        people.speak(new Caller(id, null, null, false, false, locale, ZoneOffset.UTC, null), locale));
        return id;
    }

    private void key(TenantId tenant, KeyPart part) {
        var owner = part.service().isEmpty() ? seat(tenant, part.member()) : services.named(tenant, part.service());
        var there = apiKeys.form(tenant, owner, part.name());
        boolean known = apiKeys.exists(tenant, owner, part.name());
        var form = part.form(there, this::model);
        if (apiKeys.adopt(tenant, owner, form, part.secret().orElseThrow())) {
            audit.record(null, tenant, known ? "apiKey.change" : "apiKey.add", part.name(), owner.toString());
        }
    }

    private MemberId seat(TenantId tenant, String email) {
        return people.find(email).stream()
                .flatMap(owner -> tenants.memberships(owner).stream())
                .filter(place -> place.tenant().equals(tenant))
                .map(Membership::member)
                .findFirst()
                .orElseThrow();
    }

    private ModelId model(String name) {
        return models.list(SYSTEM).stream()
                .filter(model -> model.name().equalsIgnoreCase(name))
                .map(model -> model.id())
                .findFirst()
                .orElseThrow(() -> new InvalidInput("boot.refusal.keyModel", name));
    }

    private void credit(TenantId tenant, ProvisionFile.TenantPart owner, ProvisionFile.CreditPart part) {
        var amount = Money.of(part.amount(), owner.currency());
        var ref = "provision:" + UUID.nameUUIDFromBytes((tenant + " " + part.ref()).getBytes(StandardCharsets.UTF_8));
        if (lots.credit(tenant, part.kind(), amount, part.expiresAt(), ref, part.reason())) {
            audit.record(null, tenant, "ledger.grant", part.ref(), part.kind() + " " + amount + ": " + part.reason());
        }
    }

    /** What a service refuses is told with the place in the file; the transaction is rolled back. */
    static void at(String file, String pointer, Runnable act) {
        try {
            act.run();
        } catch (Refusal refusal) {
            throw new BadProvisionFile(file, List.of(pointer + ": " + Sentences.say(refusal)));
        }
    }
}
