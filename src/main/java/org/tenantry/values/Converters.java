package org.tenantry.values;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** How values are written to columns. */
public final class Converters {
    private Converters() {}

    /** An instant is a UTC {@code DATETIME(6)}. */
    @Converter(autoApply = true)
    public static class InstantColumn implements AttributeConverter<Instant, LocalDateTime> {
        @Override
        public LocalDateTime convertToDatabaseColumn(Instant value) {
            return value == null ? null : LocalDateTime.ofInstant(value, ZoneOffset.UTC);
        }

        @Override
        public Instant convertToEntityAttribute(LocalDateTime column) {
            return column == null ? null : column.toInstant(ZoneOffset.UTC);
        }
    }

    /** A {@code UUID} column that may be NULL; without it the persistence provider fails on the NULL. */
    @Converter
    public static class NullableUuidColumn implements AttributeConverter<UUID, Object> {
        @Override
        public Object convertToDatabaseColumn(UUID value) {
            return value == null ? null : value.toString();
        }

        @Override
        public UUID convertToEntityAttribute(Object column) {
            return column == null ? null : UUID.fromString(column.toString());
        }
    }
}
