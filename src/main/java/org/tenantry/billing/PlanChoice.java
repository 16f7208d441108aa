package org.tenantry.billing;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.tenantry.plans.Subscription;
import org.tenantry.plans.Terms;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.Proration;
import org.tenantry.values.Refusal;

/**
 * Decides what choosing a plan with some seats means and what it costs, from facts alone (rules 6.3 to 6.8): the preview
 * and the change itself both ask here.
 *
 * @param today the tenant's local day
 * @param taken seats that members and open invitations fill
 * @param billedBase what was billed for the base fee of the present period so far
 * @param billedSeats the same for seats
 * @param hadOne whether the tenant ever had a subscription: a trial is given once
 */
record PlanChoice(
        Optional<Subscription> present,
        LocalDate today,
        int taken,
        Money billedBase,
        Money billedSeats,
        boolean hadOne,
        Tax tax) {
    /** What happens when this version with these seats is chosen; refuses what cannot be. */
    Preview choose(Terms wanted, int askedSeats) {
        int seats = fitting(wanted, askedSeats);
        if (present.isEmpty()) {
            return hadOne || wanted.trialDays() == 0 ? start(wanted, seats) : trial(wanted, seats);
        }
        var old = present.get();
        if (old.isTrial()) {
            return new Preview(
                    Preview.Act.TRIAL_CHANGE,
                    wanted,
                    seats,
                    today,
                    nothing(wanted),
                    Money.zero(wanted.currency()),
                    later(wanted, seats),
                    old.trialEndsOn());
        }
        boolean samePlan = wanted.version().equals(old.terms().version());
        if (samePlan && seats == old.seats()) {
            if (old.hasPlans()) {
                return at(Preview.Act.WITHDRAW, wanted, seats, today, nothing(wanted), Money.zero(wanted.currency()));
            }
            throw new InvalidInput("billing.refusal.nothingChanges");
        }
        if (samePlan) {
            return seats > old.seats()
                    ? now(Preview.Act.MORE_SEATS, old, wanted, seats)
                    : nextPeriod(Preview.Act.FEWER_SEATS, old, wanted, seats);
        }
        boolean dearer = wanted.baseFee().compareTo(old.terms().baseFee()) >= 0
                && whole(wanted, seats).compareTo(whole(old.terms(), old.seats())) >= 0;
        return dearer
                ? now(Preview.Act.UPGRADE, old, wanted, Math.max(seats, old.seats()))
                : nextPeriod(Preview.Act.DOWNGRADE, old, wanted, seats);
    }

    /** What ending the trial today and paying from today on costs. */
    Preview convert() {
        var trial =
                present.filter(Subscription::isTrial).orElseThrow(() -> new InvalidInput("billing.refusal.noTrial"));
        var preview = start(trial.terms(), trial.seats());
        return new Preview(
                Preview.Act.CONVERT,
                preview.terms(),
                preview.seats(),
                today,
                preview.now(),
                preview.allowance(),
                preview.later(),
                null);
    }

    private Preview trial(Terms wanted, int seats) {
        return new Preview(
                Preview.Act.TRIAL,
                wanted,
                seats,
                today,
                nothing(wanted),
                wanted.trialAllowance(),
                later(wanted, seats),
                today.plusDays(wanted.trialDays()));
    }

    private Preview start(Terms wanted, int seats) {
        var period = wanted.cycle().at(today, today);
        var share = Proration.since(today, period);
        var bill = InvoiceDraft.advance(wanted, seats, period.since(today), period, "", tax);
        return at(Preview.Act.START, wanted, seats, today, bill, share.allowance(wanted.allowance(seats)));
    }

    private Preview now(Preview.Act act, Subscription old, Terms wanted, int seats) {
        var period = old.periodAt(today);
        var share = Proration.since(today, period);
        var bill = InvoiceDraft.change(
                new InvoiceDraft.Holding(old.terms(), old.seats(), billedBase, billedSeats),
                InvoiceDraft.Holding.fresh(wanted, seats),
                period.since(today),
                period,
                "",
                tax);
        return at(act, wanted, seats, today, bill, Allowances.added(old, wanted, seats, share));
    }

    private Preview nextPeriod(Preview.Act act, Subscription old, Terms wanted, int seats) {
        return at(act, wanted, seats, old.periodAt(today).to(), nothing(wanted), Money.zero(wanted.currency()));
    }

    private Preview at(Preview.Act act, Terms wanted, int seats, LocalDate day, InvoiceDraft bill, Money allowance) {
        return new Preview(act, wanted, seats, day, bill, allowance, later(wanted, seats), null);
    }

    private InvoiceDraft later(Terms wanted, int seats) {
        var period =
                present.map(old -> old.periodAt(today)).orElse(wanted.cycle().at(today, today));
        return InvoiceDraft.advance(wanted, seats, period, period, "", tax);
    }

    private static Money whole(Terms terms, int seats) {
        return terms.baseFee().plus(terms.seatFees(seats));
    }

    private static InvoiceDraft nothing(Terms terms) {
        return new InvoiceDraft(terms.currency(), List.of());
    }

    /** The seats that are bought: at least those included, never below those taken, never above what the plan sells. */
    private int fitting(Terms wanted, int asked) {
        if (asked < 1) {
            throw new InvalidInput("billing.refusal.seats");
        }
        int seats = Math.max(asked, wanted.includedSeats());
        int most = wanted.seatLimit().orElse(Terms.MOST_SEATS);
        if (seats > most) {
            throw new Refusal(400, "billing.refusal.mostSeats", wanted.name(), most);
        }
        if (seats < taken) {
            throw new Refusal(409, "billing.refusal.seatsTaken", taken, seats);
        }
        return seats;
    }
}
