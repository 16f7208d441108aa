package org.tenantry.web.operator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.tenantry.limits.LimitSettings;
import org.tenantry.limits.Whose;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.LimitFields;
import org.tenantry.web.Messages;
import org.tenantry.web.Said;

/** What may usually be asked in a minute and at a time, of each company, member and key that has no limit of its own. */
@Named
@RequestScoped
public class UsualLimitsPage {
    @Inject
    CurrentCaller caller;

    @Inject
    LimitSettings settings;

    @Inject
    Messages messages;

    private LimitFields tenant = new LimitFields();
    private LimitFields member = new LimitFields();
    private LimitFields key = new LimitFields();

    public void load() {
        tenant = LimitFields.of(settings.usual(caller.get(), Whose.TENANT));
        member = LimitFields.of(settings.usual(caller.get(), Whose.MEMBER));
        key = LimitFields.of(settings.usual(caller.get(), Whose.KEY));
    }

    public String saveTenant() {
        return save(Whose.TENANT, tenant);
    }

    public String saveMember() {
        return save(Whose.MEMBER, member);
    }

    public String saveKey() {
        return save(Whose.KEY, key);
    }

    private String save(Whose whose, LimitFields fields) {
        settings.setUsual(caller.get(), whose, fields.read(messages));
        return Said.done("limits?faces-redirect=true", "limits.saved");
    }

    public LimitFields getTenant() {
        return tenant;
    }

    public LimitFields getMember() {
        return member;
    }

    public LimitFields getKey() {
        return key;
    }
}
