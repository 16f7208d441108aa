package org.tenantry.billing;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import org.tenantry.audit.AuditLog;
import org.tenantry.ledger.Ledger;
import org.tenantry.metering.Periods;
import org.tenantry.plans.Subscriptions;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.People;
import org.tenantry.tenancy.Role;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.MemberId;
import org.tenantry.values.PersonId;
import org.tenantry.values.Refusal;
import org.tenantry.values.TenantId;

/** Lets the operator open companies, each with a wallet and its first period, and take people into them. */
@Stateless
public class Enrolment {
    @Inject
    Tenants tenants;

    @Inject
    People people;

    @Inject
    Ledger ledger;

    @Inject
    Periods periods;

    @Inject
    Subscriptions subscriptions;

    @Inject
    AuditLog audit;

    /** Opens a company; its currency is that of its wallet for good. */
    public TenantId open(Caller operator, String name, Currency currency, ZoneId zone, Locale locale) {
        operator.require(Role.OPERATOR);
        if (currency.getDefaultFractionDigits() < 0) {
            throw new InvalidInput("plans.refusal.currency");
        }
        var id = tenants.create(name, currency, zone, locale);
        ledger.open(id, currency.getCurrencyCode());
        periods.openFirst(id, zone);
        audit.record(operator.person(), AuditLog.OPERATOR, "tenant.add", tenants.name(id), currency + ", " + zone);
        return id;
    }

    /** Who comes in; {@code name} and {@code password} count for somebody who is new here, and may be absent. */
    public record Newcomer(
            String email, Role role, Optional<String> name, Optional<String> password, Optional<Locale> locale) {}

    /**
     * Gives somebody a seat, if one is free (rule 6.6). Who has an account keeps it as it is; who has none gets one, without
     * a password if none is said. A second place in the same company is refused.
     */
    public MemberId enrol(Caller operator, TenantId tenant, Newcomer who) {
        operator.require(Role.OPERATOR);
        if (who.role() == Role.OPERATOR) {
            throw new InvalidInput("refusal.choice");
        }
        var plan = subscriptions.locked(tenant);
        tenants.hold(tenant);
        var known = people.find(who.email());
        if (known.isPresent() && tenants.hasPlace(tenant, known.get())) {
            throw new Refusal(409, "billing.refusal.memberThere", who.email());
        }
        var member = tenants.seat(tenant, known.orElseGet(() -> create(who)), who.role());
        plan.ifPresent(bought -> Seats.room(bought, tenants.seatsTaken(tenant)));
        audit.record(
                operator.person(),
                tenant,
                "member.seat",
                member.toString(),
                who.role().name());
        return member;
    }

    /** Makes a member an admin or an admin a member; a company keeps at least one admin. */
    public void give(Caller operator, TenantId tenant, MemberId member, Role role) {
        operator.require(Role.OPERATOR);
        if (role == Role.OPERATOR) {
            throw new InvalidInput("refusal.choice");
        }
        tenants.hold(tenant);
        var place = tenants.place(tenant, member);
        if (place.role() == role) {
            return;
        }
        if (place.role() == Role.ADMIN && tenants.otherAdmins(tenant, member) == 0) {
            throw new InvalidInput("billing.refusal.lastAdmin");
        }
        tenants.give(tenant, member, role);
        audit.record(operator.person(), tenant, "member.role", member.toString(), place.role() + " → " + role);
    }

    private PersonId create(Newcomer who) {
        var name = who.name().orElse(who.email());
        var id = who.password()
                .map(password -> people.create(who.email(), name, password, false))
                .orElseGet(() -> people.createWithoutPassword(who.email(), name));
        who.locale()
                .ifPresent(locale ->
                        people.speak(new Caller(id, null, null, false, false, locale, ZoneOffset.UTC, null), locale));
        return id;
    }
}
