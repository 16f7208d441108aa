package org.tenantry.web.admin;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.tenantry.billing.Seats;
import org.tenantry.values.MemberId;
import org.tenantry.values.NotFound;
import org.tenantry.values.Retry;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** Who has the seats, how much each is used, taking one away and giving it back. */
@Named
@ViewScoped
public class SeatsPage implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String AGAIN = "/admin/seats?faces-redirect=true";

    @Inject
    CurrentCaller caller;

    @Inject
    Seats seats;

    private String remove;
    private Seats.Board board;
    private Seats.Holder leaving;

    public void load() {
        board = seats.board(caller.get());
        if (remove != null) {
            var wanted = MemberId.of(remove);
            leaving = board.holders().stream()
                    .filter(holder -> holder.member().equals(wanted) && holder.seated())
                    .findFirst()
                    .orElseThrow(NotFound::new);
        }
    }

    public String takeAway() {
        Retry.transaction(() -> seats.remove(caller.get(), leaving.member()));
        return Said.done(AGAIN, "seats.removed", leaving.name());
    }

    public String giveBack(Seats.Holder holder) {
        Retry.transaction(() -> seats.giveBack(caller.get(), holder.member()));
        return Said.done(AGAIN, "seats.given", holder.name());
    }

    public Seats.Board getBoard() {
        return board;
    }

    /** The member whose removal is to be confirmed; null for none. */
    public Seats.Holder getLeaving() {
        return leaving;
    }

    public String getRemove() {
        return remove;
    }

    public void setRemove(String remove) {
        this.remove = remove;
    }
}
