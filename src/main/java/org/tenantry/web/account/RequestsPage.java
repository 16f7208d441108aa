package org.tenantry.web.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.tenantry.metering.UsageReport.Of;
import org.tenantry.web.keys.RequestFields;
import org.tenantry.web.keys.RequestSheet;
import org.tenantry.web.keys.RequestSheets;

/** A member's own calls, by page and by program, and what each came to. */
@Named
@RequestScoped
public class RequestsPage {
    @Inject
    RequestSheets sheets;

    private final RequestFields fields = new RequestFields();
    private RequestSheet sheet;

    public void load() {
        sheet = sheets.sheet(Of.ME, fields);
    }

    public RequestFields getFields() {
        return fields;
    }

    public RequestSheet getSheet() {
        return sheet;
    }
}
