package org.tenantry.boot;

import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tenantry.ledger.LotKind;
import org.tenantry.models.Capabilities;
import org.tenantry.models.Capabilities.Ability;
import org.tenantry.models.ModelForm;
import org.tenantry.models.ModelKind;
import org.tenantry.models.PriceTag;
import org.tenantry.models.ProviderForm;
import org.tenantry.models.ProviderKind;
import org.tenantry.models.Tokenizers;
import org.tenantry.plans.PlanForm;
import org.tenantry.plans.Terms;
import org.tenantry.tenancy.Role;

/** What an operator wants there to be, read from JSON; docs/operate/provisioning.md tells each field. */
record ProvisionFile(
        List<ProviderPart> providers, List<PlanPart> plans, Optional<RoutingPart> routing, List<TenantPart> tenants) {
    private static final int LONGEST_REASON = 200;

    record ProviderPart(
            String pointer,
            ProviderKind kind,
            Optional<ProviderForm> form,
            Optional<String> key,
            Optional<Boolean> on,
            List<ProviderKeyPart> keys,
            List<ModelPart> models) {}

    record ProviderKeyPart(String pointer, String label, Optional<String> secret, int weight, Optional<Boolean> on) {}

    record ModelPart(
            String pointer,
            String name,
            String upstreamName,
            Optional<ModelForm> form,
            boolean saysCapabilities,
            Optional<Boolean> on,
            Optional<Integer> strength,
            List<PricePart> prices) {}

    record PricePart(
            String pointer, Currency currency, Optional<Instant> validFrom, PriceTag sell, Optional<PriceTag> buy) {}

    record PlanPart(
            String pointer,
            String name,
            Terms.Audience audience,
            Optional<Integer> place,
            Optional<Boolean> on,
            List<TermsPart> terms) {}

    /** {@code form} is of every model; {@code models} are the names of those that it is of, if it says so. */
    record TermsPart(String pointer, Optional<PlanForm> form, Optional<Set<String>> models) {}

    record TenantPart(
            String pointer,
            String name,
            Currency currency,
            ZoneId zone,
            Locale locale,
            List<MemberPart> members,
            List<KeyPart> apiKeys,
            List<CreditPart> credits) {}

    record MemberPart(
            String pointer, String email, String name, Role role, Optional<Locale> locale, Optional<String> password) {}

    record CreditPart(
            String pointer, String ref, LotKind kind, BigDecimal amount, Optional<Instant> expiresAt, String reason) {}

    /** Reads a file whole or tells everything that is wrong with it. */
    static ProvisionFile read(String name, String json, Function<String, Optional<String>> environment) {
        var report = new Report(environment);
        var file = parsed(name, json, report)
                .map(root -> new ProvisionFile(
                        root.list("providers").stream()
                                .map(ProvisionFile::provider)
                                .toList(),
                        root.list("plans").stream().map(PlanTerms::plan).toList(),
                        root.object("routing").map(RoutingPart::read),
                        root.list("tenants").stream().map(ProvisionFile::tenant).toList()));
        if (!report.problems().isEmpty()) {
            throw new BadProvisionFile(name, report.problems());
        }
        return file.orElseThrow();
    }

    private static Optional<Place> parsed(String name, String json, Report report) {
        var strict = Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE);
        try (var reader = Json.createReaderFactory(strict).createReader(new StringReader(json))) {
            if (reader.readValue() instanceof JsonObject object) {
                return Optional.of(
                        new Place(object, "", report).only("$schema", "providers", "plans", "routing", "tenants"));
            }
            report.problem("", "must be an object");
        } catch (JsonException broken) {
            report.problem("", "is not JSON: " + broken.getMessage().replaceAll("\\s+", " "));
        }
        return Optional.empty();
    }

    private static ProviderPart provider(Place at) {
        at.only(
                "name",
                "kind",
                "baseUrl",
                "key",
                "keys",
                "on",
                "asksUsage",
                "connectSeconds",
                "firstByteSeconds",
                "idleSeconds",
                "totalSeconds",
                "settings",
                "models");
        var kind = at.choice("kind", null, ProviderKind.DEMO);
        var usual = ProviderForm.of("usual", "");
        var form = at.accepted(() -> new ProviderForm(
                        at.text("name"),
                        at.text("baseUrl", ""),
                        at.flag("asksUsage", usual.asksUsage()),
                        at.whole("connectSeconds", usual.connectSeconds()),
                        at.whole("firstByteSeconds", usual.firstByteSeconds()),
                        at.whole("idleSeconds", usual.idleSeconds()),
                        at.whole("totalSeconds", usual.totalSeconds()),
                        at.object("settings").map(Place::texts).orElse(Map.of()))
                .of(kind));
        return new ProviderPart(
                at.pointer(),
                kind,
                form,
                at.secret("key"),
                on(at),
                at.list("keys").stream().map(ProvisionFile::providerKey).toList(),
                at.list("models").stream().map(place -> model(place, kind)).toList());
    }

    private static ProviderKeyPart providerKey(Place at) {
        at.only("label", "secret", "weight", "on");
        if (!at.has("secret")) {
            at.problem("secret", "is missing: {\"env\": \"NAME\"}");
        }
        return new ProviderKeyPart(at.pointer(), at.text("label"), at.secret("secret"), at.whole("weight", 1), on(at));
    }

    private static ModelPart model(Place at, ProviderKind kind) {
        at.only(
                "name",
                "upstreamName",
                "label",
                "kind",
                "tokenizer",
                "contextTokens",
                "mostOutputTokens",
                "capabilities",
                "on",
                "strength",
                "prices");
        var name = at.text("name");
        var upstream = at.text("upstreamName", name);
        var purpose = at.choice("kind", ModelKind.CHAT, ModelKind.CHAT);
        boolean counted = purpose != ModelKind.TRANSCRIPTION;
        var form = at.accepted(() -> new ModelForm(
                at.text("label", name),
                purpose,
                at.text("tokenizer", Tokenizers.guess(kind, upstream)),
                at.whole("contextTokens", counted ? null : Integer.valueOf(1)),
                at.whole("mostOutputTokens", purpose == ModelKind.CHAT ? null : Integer.valueOf(1)),
                capabilities(at, kind, upstream)));
        return new ModelPart(
                at.pointer(),
                name,
                upstream,
                form,
                at.has("capabilities"),
                on(at),
                at.has("strength") ? Optional.of(at.whole("strength", null)) : Optional.empty(),
                at.list("prices").stream().map(place -> price(place, purpose)).toList());
    }

    /** What the file says, which may be nothing at all; what such names stand for when it does not say. */
    private static Capabilities capabilities(Place at, ProviderKind kind, String upstream) {
        if (!at.has("capabilities")) {
            return Capabilities.guess(kind, upstream);
        }
        var abilities = EnumSet.noneOf(Ability.class);
        for (var code : at.codes(
                "capabilities", Stream.of(Ability.values()).map(Ability::code).toList())) {
            abilities.add(Ability.valueOf(code.toUpperCase(Locale.ROOT)));
        }
        return Capabilities.of(abilities);
    }

    private static PricePart price(Place at, ModelKind kind) {
        at.only("currency", "validFrom", "sell", "buy");
        var currency = currency(at);
        if (!at.has("sell")) {
            at.problem(
                    "sell",
                    kind == ModelKind.TRANSCRIPTION
                            ? "is missing: what a minute costs"
                            : "is missing: what a million tokens cost");
        }
        return new PricePart(
                at.pointer(),
                currency,
                instant(at, "validFrom"),
                at.object("sell").map(place -> tag(place, currency, kind)).orElse(new PriceTag(null, null, null, null)),
                at.object("buy").map(place -> tag(place, currency, kind)));
    }

    private static PriceTag tag(Place at, Currency currency, ModelKind kind) {
        if (kind == ModelKind.TRANSCRIPTION) {
            at.only("minute");
        } else {
            at.only("input", "cachedInput", "cacheWrite", "output");
        }
        var tag = new PriceTag(
                        at.amount("input").orElse(null),
                        at.amount("cachedInput").orElse(null),
                        at.amount("cacheWrite").orElse(null),
                        at.amount("output").orElse(null),
                        at.amount("minute").orElse(null))
                .of(kind);
        at.accepted(() -> tag.in(currency));
        return tag;
    }

    private static TenantPart tenant(Place at) {
        at.only("name", "currency", "zone", "locale", "members", "apiKeys", "credits");
        var members = at.list("members").stream().map(ProvisionFile::member).toList();
        return new TenantPart(
                at.pointer(),
                at.text("name"),
                currency(at),
                at.meaning("zone", "a time zone such as Europe/Berlin", ZoneId.of("UTC"), ZoneId.of("UTC"), ZoneId::of),
                locale(at).orElse(Locale.ENGLISH),
                members,
                at.list("apiKeys").stream()
                        .map(place -> KeyPart.read(place, members))
                        .toList(),
                at.list("credits").stream().map(ProvisionFile::credit).toList());
    }

    private static MemberPart member(Place at) {
        at.only("email", "name", "role", "locale", "password");
        var email = at.text("email");
        var role = at.choice("role", Role.MEMBER, Role.MEMBER);
        if (role == Role.OPERATOR) {
            at.problem("role", "must be MEMBER or ADMIN: nobody operates from within a tenant");
        }
        return new MemberPart(at.pointer(), email, at.text("name", email), role, locale(at), at.secret("password"));
    }

    private static CreditPart credit(Place at) {
        at.only("ref", "kind", "amount", "expiresAt", "reason");
        if (!at.has("amount")) {
            at.problem("amount", "is missing: an amount such as 20 or \"20.50\"");
        }
        var amount = at.amount("amount").orElse(BigDecimal.ONE);
        if (amount.signum() <= 0 || amount.stripTrailingZeros().scale() > 9) {
            at.problem("amount", "must be above zero, with at most nine decimals");
        }
        if (at.has("ref") && at.text("ref").isBlank()) {
            at.problem("ref", "must name this credit among those of its tenant");
        }
        if (at.text("reason", "").length() > LONGEST_REASON) {
            at.problem("reason", "must not be longer than " + LONGEST_REASON + " characters");
        }
        return new CreditPart(
                at.pointer(),
                at.text("ref"),
                at.choice("kind", LotKind.PROMO, LotKind.PROMO),
                amount,
                instant(at, "expiresAt"),
                at.text("reason", ""));
    }

    static Optional<Boolean> on(Place at) {
        return at.has("on") ? Optional.of(at.flag("on", false)) : Optional.empty();
    }

    private static Currency currency(Place at) {
        var dollar = Currency.getInstance("USD");
        return at.meaning("currency", "a currency such as EUR", null, dollar, Currency::getInstance);
    }

    static Optional<Instant> instant(Place at, String name) {
        return at.has(name)
                ? Optional.of(at.meaning(
                        name, "an instant such as 2026-01-01T00:00:00Z", null, Instant.EPOCH, Instant::parse))
                : Optional.empty();
    }

    private static Optional<Locale> locale(Place at) {
        return at.has("locale")
                ? Optional.of(at.meaning("locale", "en or zh", null, Locale.ENGLISH, ProvisionFile::language))
                : Optional.empty();
    }

    private static Locale language(String tag) {
        if (!List.of("en", "zh").contains(tag)) {
            throw new IllegalArgumentException(tag);
        }
        return Locale.forLanguageTag(tag);
    }
}
