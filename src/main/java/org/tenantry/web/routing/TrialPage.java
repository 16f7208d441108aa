package org.tenantry.web.routing;

import jakarta.inject.Inject;
import java.util.OptionalInt;
import org.tenantry.calls.Occasion;
import org.tenantry.calls.Router;
import org.tenantry.calls.Routes;
import org.tenantry.values.InvalidInput;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Messages;

/**
 * Tries a question without asking it: shows which model would answer and why. Nothing is called, kept or paid, so the
 * answer stands on the page that was sent.
 */
public abstract class TrialPage {
    private static final int LONGEST = 200_000;

    @Inject
    protected CurrentCaller caller;

    @Inject
    protected Routes routes;

    @Inject
    Messages msg;

    private String prompt;
    private Integer depth = 1;
    private Integer earlier;
    private boolean tools;
    private boolean images;
    private boolean admin;
    private Integer budgetLeft;
    private TrialSheet sheet;

    protected abstract Router.Examination examine(Routes.Trial trial);

    public String decide() {
        var text = prompt == null ? "" : prompt;
        if (text.isBlank() || text.length() > LONGEST) {
            throw new InvalidInput("routing.refusal.prompt", LONGEST);
        }
        if (depth == null || depth < 1 || depth > 10_000 || earlier != null && (earlier < 0 || earlier > 10_000_000)) {
            throw new InvalidInput("routing.refusal.depth");
        }
        if (budgetLeft != null && (budgetLeft < 0 || budgetLeft > 100)) {
            throw new InvalidInput("calls.refusal.rule.budget");
        }
        long before = earlier == null ? 0 : earlier;
        sheet = TrialSheet.of(
                msg.voice(),
                examine(new Routes.Trial(
                        new Occasion(text, depth, before, tools, images),
                        budgetLeft == null ? OptionalInt.empty() : OptionalInt.of(budgetLeft),
                        admin)));
        return null;
    }

    public TrialSheet getSheet() {
        return sheet;
    }

    public String getPrompt() {
        return prompt;
    }

    public void setPrompt(String prompt) {
        this.prompt = prompt;
    }

    public Integer getDepth() {
        return depth;
    }

    public void setDepth(Integer depth) {
        this.depth = depth;
    }

    public Integer getEarlier() {
        return earlier;
    }

    public void setEarlier(Integer earlier) {
        this.earlier = earlier;
    }

    public boolean isTools() {
        return tools;
    }

    public void setTools(boolean tools) {
        this.tools = tools;
    }

    public boolean isImages() {
        return images;
    }

    public void setImages(boolean images) {
        this.images = images;
    }

    public boolean isAdmin() {
        return admin;
    }

    public void setAdmin(boolean admin) {
        this.admin = admin;
    }

    public Integer getBudgetLeft() {
        return budgetLeft;
    }

    public void setBudgetLeft(Integer budgetLeft) {
        this.budgetLeft = budgetLeft;
    }
}
