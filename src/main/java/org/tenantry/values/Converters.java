package org.tenantry.values;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

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
}
