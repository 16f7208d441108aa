package org.tenantry.testbed;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A test that runs in both languages and both themes: language, colour scheme and width of its window in pixels. {@link
 * Browser#judge} looks at the other width too.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@CsvSource({"en, LIGHT, 1280", "zh, DARK, 390"})
public @interface Looks {}
