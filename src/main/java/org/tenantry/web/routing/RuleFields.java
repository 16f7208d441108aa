package org.tenantry.web.routing;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tenantry.calls.Conditions;
import org.tenantry.calls.Language;
import org.tenantry.calls.RoutingRule;
import org.tenantry.calls.Rules;
import org.tenantry.calls.Target;
import org.tenantry.tenancy.Role;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.ModelId;

/** The fields of the form of a rule as they are typed; an empty one does not matter. */
public class RuleFields implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String MODEL = "model:";
    private static final String ALIAS = "alias:";

    private String name;
    private Integer tokensFrom;
    private Integer tokensTo;
    private String code = "";
    private String tools = "";
    private String images = "";
    private String keywords = "";
    private final Map<String, Boolean> languages = new HashMap<>();
    private Integer depthFrom;
    private Integer depthTo;
    private Integer budgetBelow;
    private final Map<String, Boolean> days = new HashMap<>();
    private String from;
    private String to;
    private String role = "";
    private String target = Target.CHEAPEST.toString();

    void show(RoutingRule rule) {
        var when = rule.conditions();
        name = rule.name();
        tokensFrom = when.tokensFrom();
        tokensTo = when.tokensTo();
        code = flag(when.code());
        tools = flag(when.tools());
        images = flag(when.images());
        keywords = String.join("\n", when.keywords());
        when.languages().forEach(one -> languages.put(one.name(), true));
        depthFrom = when.depthFrom();
        depthTo = when.depthTo();
        budgetBelow = when.budgetBelow();
        when.days().forEach(one -> days.put(one.name(), true));
        from = when.from() == null ? "" : when.from().toString();
        to = when.to() == null ? "" : when.to().toString();
        role = when.role() == null ? "" : when.role().name();
        target = word(rule.target());
    }

    Rules.Form form() {
        return new Rules.Form(
                name,
                new Conditions(
                        tokensFrom,
                        tokensTo,
                        flag(code),
                        flag(tools),
                        flag(images),
                        keywords == null ? List.of() : List.of(keywords.split("[\\n,，、;；]")),
                        chosen(languages, Language.class),
                        depthFrom,
                        depthTo,
                        budgetBelow,
                        chosen(days, DayOfWeek.class),
                        time(from),
                        time(to),
                        role == null || role.isEmpty() ? null : Role.valueOf(role)),
                target(target));
    }

    static String word(Target target) {
        return switch (target.aim()) {
            case CHEAPEST, STRONGEST -> target.aim().name();
            case MODEL -> MODEL + target.model();
            case ALIAS -> ALIAS + target.alias();
        };
    }

    private static Target target(String word) {
        if (word.startsWith(MODEL)) {
            return Target.model(ModelId.of(word.substring(MODEL.length())));
        }
        if (word.startsWith(ALIAS)) {
            return Target.alias(word.substring(ALIAS.length()));
        }
        return word.equals(Target.STRONGEST.toString()) ? Target.STRONGEST : Target.CHEAPEST;
    }

    private static LocalTime time(String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        try {
            return LocalTime.parse(typed.strip());
        } catch (DateTimeException unreadable) {
            throw new InvalidInput("calls.refusal.rule.time");
        }
    }

    private static <E extends Enum<E>> Set<E> chosen(Map<String, Boolean> ticked, Class<E> type) {
        var chosen = new HashSet<E>();
        for (var one : type.getEnumConstants()) {
            if (Boolean.TRUE.equals(ticked.get(one.name()))) {
                chosen.add(one);
            }
        }
        return chosen;
    }

    private static String flag(Boolean wanted) {
        return wanted == null ? "" : wanted ? "yes" : "no";
    }

    private static Boolean flag(String chosen) {
        return chosen == null || chosen.isEmpty() ? null : chosen.equals("yes");
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public Integer getTokensFrom() {
        return tokensFrom;
    }

    public void setTokensFrom(Integer tokensFrom) {
        this.tokensFrom = tokensFrom;
    }

    public Integer getTokensTo() {
        return tokensTo;
    }

    public void setTokensTo(Integer tokensTo) {
        this.tokensTo = tokensTo;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getTools() {
        return tools;
    }

    public void setTools(String tools) {
        this.tools = tools;
    }

    public String getImages() {
        return images;
    }

    public void setImages(String images) {
        this.images = images;
    }

    public String getKeywords() {
        return keywords;
    }

    public void setKeywords(String keywords) {
        this.keywords = keywords;
    }

    public Integer getDepthFrom() {
        return depthFrom;
    }

    public void setDepthFrom(Integer depthFrom) {
        this.depthFrom = depthFrom;
    }

    public Integer getDepthTo() {
        return depthTo;
    }

    public void setDepthTo(Integer depthTo) {
        this.depthTo = depthTo;
    }

    public Integer getBudgetBelow() {
        return budgetBelow;
    }

    public void setBudgetBelow(Integer budgetBelow) {
        this.budgetBelow = budgetBelow;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getTo() {
        return to;
    }

    public void setTo(String to) {
        this.to = to;
    }

    public String getRole() {
        return role;
    }

    public void setRole(String role) {
        this.role = role;
    }

    public String getTarget() {
        return target;
    }

    public void setTarget(String target) {
        this.target = target;
    }

    public Map<String, Boolean> getLanguages() {
        return languages;
    }

    public Map<String, Boolean> getDays() {
        return days;
    }
}
