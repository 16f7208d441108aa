package org.tenantry.api.manage;

import jakarta.ejb.Stateless;
import java.util.function.Supplier;

/** Lets all that one request changes through several services happen as a whole or not at all. */
@Stateless
public class OneAct {
    public <T> T of(Supplier<T> changes) {
        return changes.get();
    }
}
