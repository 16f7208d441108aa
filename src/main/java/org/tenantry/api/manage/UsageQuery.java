package org.tenantry.api.manage;

import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.tenantry.api.BadField;
import org.tenantry.metering.UsageSlices.By;
import org.tenantry.metering.UsageSlices.Filter;
import org.tenantry.values.Ids;
import org.tenantry.values.MemberId;
import org.tenantry.values.ModelId;
import org.tenantry.values.NotFound;

/** Which use is wanted, as an address says it: days, what to cut it by, and whose or what's use alone. */
public class UsageQuery {
    @QueryParam("from")
    private String from;

    @QueryParam("to")
    private String to;

    @QueryParam("by")
    private String by;

    @QueryParam("model_id")
    private String model;

    @QueryParam("member_id")
    private String member;

    @QueryParam("api_key_id")
    private String key;

    Days days() {
        return Days.of(from, to);
    }

    By by() {
        return by == null ? By.DAY : Choices.of("by", by, By.values());
    }

    Filter filter() {
        return new Filter(
                id("model_id", model, ModelId::new),
                id("member_id", member, MemberId::new),
                id("api_key_id", key, id -> id));
    }

    private static <T> Optional<T> id(String name, String text, Function<UUID, T> kind) {
        try {
            return Optional.ofNullable(text).map(Ids::parse).map(kind);
        } catch (NotFound none) {
            throw new BadField(name, "manage.refusal.id", name);
        }
    }
}
