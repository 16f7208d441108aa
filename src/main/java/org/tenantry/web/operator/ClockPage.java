package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import org.tenantry.billing.TestClock;
import org.tenantry.values.InvalidInput;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** Lets the operator of a demo move time ahead; in a real deployment it says how it is switched on. */
@Named
@ViewScoped
public class ClockPage implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String HERE = "clock?faces-redirect=true";

    @Inject
    CurrentCaller caller;

    @Inject
    TestClock clock;

    private TestClock.State state;
    private String days = "1";
    private String hours = "0";
    private String day;

    public void load() {
        state = clock.state(caller.get());
    }

    public String forward() {
        clock.forward(caller.get(), Duration.ofDays(whole(days)).plusHours(whole(hours)), state.ahead());
        return Said.done(HERE, "clock.moved");
    }

    /** To the beginning of a day in the zone of the page. */
    public String forwardTo() {
        try {
            var moment = LocalDate.parse(day.strip())
                    .atStartOfDay(caller.get().zone())
                    .toInstant();
            clock.forwardTo(caller.get(), moment, state.ahead());
        } catch (DateTimeException unreadable) {
            throw new InvalidInput("clock.refusal.day");
        }
        return Said.done(HERE, "clock.moved");
    }

    /** A number as it is typed into the form; a hundred years of hours are enough for anybody. */
    private static int whole(String typed) {
        if (typed == null || typed.isBlank()) {
            return 0;
        }
        if (!typed.strip().matches("[0-9]{1,6}")) {
            throw new InvalidInput("clock.refusal.number");
        }
        return Integer.parseInt(typed.strip());
    }

    public TestClock.State getState() {
        return state;
    }

    public String getDays() {
        return days;
    }

    public void setDays(String days) {
        this.days = days;
    }

    public String getHours() {
        return hours;
    }

    public void setHours(String hours) {
        this.hours = hours;
    }

    public String getDay() {
        return day;
    }

    public void setDay(String day) {
        this.day = day;
    }
}
