package org.tenantry.ledger;

import java.io.Serializable;
import java.util.List;
import org.tenantry.values.TenantId;

/**
 * What one check of the books found. {@code found} counts the rows that are wrong, up to a bound: {@code cut} says that
 * there are more. {@code failure} is null, or why the check could not be made in its time; then nothing is known.
 */
public record Finding(String name, long found, boolean cut, String failure, long tookMillis, List<Row> rows)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** One thing that is wrong; tenant and its name are null where it concerns no single one. */
    public record Row(TenantId tenant, String tenantName, String what) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** The short name, such as I01. */
    public String number() {
        return name.contains(" ") ? name.substring(0, name.indexOf(' ')) : name;
    }

    /** What must hold, without the short name. */
    public String sentence() {
        return name.substring(name.indexOf(' ') + 1);
    }

    public boolean isGreen() {
        return found == 0 && failure == null;
    }
}
