package org.tenantry.web.admin;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import org.tenantry.payments.Amounts;
import org.tenantry.payments.PaymentOrder;
import org.tenantry.payments.Payments;
import org.tenantry.payments.TopUps;
import org.tenantry.values.Ids;
import org.tenantry.values.Money;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.PublicAddress;

/** Tops the wallet up by transfer or card, and shows what became of each order. */
@Named
@ViewScoped
public class TopUpPage implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String PATH = "/admin/top-up.xhtml";
    private static final List<Integer> TILES = List.of(10, 20, 50, 100, 200, 500);

    @Inject
    CurrentCaller caller;

    @Inject
    Payments payments;

    @Inject
    TopUps topUps;

    @Inject
    PublicAddress address;

    private List<String> ways;
    private List<PaymentOrder> orders;
    private List<Tile> tiles;
    private Payments.Bank bank;
    private String opened;
    private PaymentOrder order;
    private boolean back;
    private String invoice;
    private Money due;

    /** Made once for each time the page is opened, so that a form that is sent twice makes one order. */
    private String key;

    private Integer tile;
    private BigDecimal own;
    private String way;
    private boolean keepsCard;

    /** An amount to pick. */
    public record Tile(int units, Money amount) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    public void load() {
        var admin = caller.get();
        ways = payments.ways();
        orders = payments.list(admin);
        bank = payments.bank().orElse(null);
        tiles = TILES.stream()
                .map(units -> new Tile(units, Money.of(BigDecimal.valueOf(units), admin.currency())))
                .toList();
        if (invoice != null) {
            due = payments.due(admin, Ids.parse(invoice));
        }
        if (opened != null) {
            order = payments.find(admin, Ids.parse(opened));
        }
        key = Ids.next().toString();
    }

    public String start() {
        var how = new TopUps.Way(way, keepsCard, address.of(PATH));
        var started = invoice == null
                ? topUps.start(caller.get(), amount(), how, key)
                : topUps.payInvoice(caller.get(), Ids.parse(invoice), how, key);
        return "top-up?faces-redirect=true&order=" + started.id();
    }

    private Money amount() {
        var units = own != null || tile == null ? own : BigDecimal.valueOf(tile);
        return Amounts.of(units, caller.get().currency());
    }

    public List<String> getWays() {
        return ways;
    }

    public List<PaymentOrder> getOrders() {
        return orders;
    }

    public List<Tile> getTiles() {
        return tiles;
    }

    public Payments.Bank getBank() {
        return bank;
    }

    public PaymentOrder getOrder() {
        return order;
    }

    /** Whether some way takes cards. */
    public boolean isCards() {
        return ways.stream().anyMatch(name -> !PaymentOrder.BANK.equals(name));
    }

    public String getOpened() {
        return opened;
    }

    public void setOpened(String opened) {
        this.opened = opened;
    }

    /** Whether the payer has just come back from the provider, which proves nothing. */
    public boolean isBack() {
        return back;
    }

    public void setBack(boolean back) {
        this.back = back;
    }

    /** The invoice to pay; null to top up. */
    public String getInvoice() {
        return invoice;
    }

    public void setInvoice(String invoice) {
        this.invoice = invoice;
    }

    /** What is asked for the invoice. */
    public Money getDue() {
        return due;
    }

    public Integer getTile() {
        return tile;
    }

    public void setTile(Integer tile) {
        this.tile = tile;
    }

    public BigDecimal getOwn() {
        return own;
    }

    public void setOwn(BigDecimal own) {
        this.own = own;
    }

    public String getWay() {
        return way;
    }

    public void setWay(String way) {
        this.way = way;
    }

    public boolean isKeepsCard() {
        return keepsCard;
    }

    public void setKeepsCard(boolean keepsCard) {
        this.keepsCard = keepsCard;
    }
}
