package org.tenantry.web.admin;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;
import org.tenantry.limits.LimitRow;
import org.tenantry.limits.LimitSettings;
import org.tenantry.limits.Whose;
import org.tenantry.values.Ids;
import org.tenantry.values.MemberId;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.LimitFields;
import org.tenantry.web.Messages;
import org.tenantry.web.Said;

/** How much each member and key may ask in a minute and at a time: an admin lowers, never raises. */
@Named
@RequestScoped
public class LimitsPage {
    @Inject
    CurrentCaller caller;

    @Inject
    LimitSettings settings;

    @Inject
    Messages messages;

    private List<LimitSettings.Subject> subjects;
    private String of;
    private LimitFields fields = new LimitFields();

    /** They are there before a form is read, because one of them is chosen. */
    @PostConstruct
    void begin() {
        subjects = settings.subjects(caller.get());
    }

    public void load() {
        fields = LimitFields.of(subjects.stream()
                .filter(subject -> subject.id().toString().equals(of))
                .map(LimitSettings.Subject::numbers)
                .findFirst()
                .orElse(LimitRow.Numbers.SILENT));
    }

    public String save() {
        UUID id = Ids.parse(of);
        boolean isKey = subjects.stream().anyMatch(subject -> subject.id().equals(id) && subject.whose() == Whose.KEY);
        var numbers = fields.read(messages);
        if (isKey) {
            settings.setKey(caller.get(), id, numbers);
        } else {
            settings.set(caller.get(), new MemberId(id), numbers);
        }
        return Said.done("limits?faces-redirect=true", "limits.saved");
    }

    public List<LimitSettings.Subject> getSubjects() {
        return subjects;
    }

    public LimitFields getFields() {
        return fields;
    }

    public String getOf() {
        return of;
    }

    public void setOf(String of) {
        this.of = of;
    }
}
