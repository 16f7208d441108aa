package org.tenantry.boot;

import jakarta.ejb.ApplicationException;
import java.util.List;

/** A provisioning file that cannot be applied; nothing of it was. */
@ApplicationException(rollback = true)
public class BadProvisionFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    BadProvisionFile(String file, List<String> problems) {
        super("The provisioning file " + file + " was not applied: " + String.join(" | ", problems));
        this.problems = problems;
    }

    public List<String> problems() {
        return problems == null ? List.of() : problems;
    }
}
