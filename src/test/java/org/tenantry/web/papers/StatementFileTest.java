package org.tenantry.web.papers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text in a file for spreadsheets is never run as a formula. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StatementFileTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
    void a_formula_gets_an_apostrophe(String text) {
        assertThat(StatementFile.harmless(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Gift", "1-2", "桦木", "a=b"})
    void other_texts_stay_as_they_are(String text) {
        assertThat(StatementFile.harmless(text)).isEqualTo(text);
    }
}
