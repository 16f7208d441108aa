package org.tenantry.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How the file of the checks is read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InvariantTest {
    @Test
    void a_name_has_one_statement_or_several_on_one_line_or_more_and_remarks_are_passed_over() {
        var read = Invariant.read("-- For people.\n\n-- I01 one holds\nSELECT a, b\n  FROM c;\n"
                + "-- I02 two hold\nSELECT d, e FROM f;\n-- a remark\nSELECT g, h FROM i;\n");

        assertThat(read).extracting(Invariant::name).containsExactly("I01 one holds", "I02 two hold");
        assertThat(read.get(0).statements()).containsExactly("SELECT a, b\nFROM c");
        assertThat(read.get(1).statements()).containsExactly("SELECT d, e FROM f", "SELECT g, h FROM i");
    }

    @Test
    void a_name_without_a_statement_and_a_statement_without_an_end_are_told() {
        assertThatThrownBy(() -> Invariant.read("-- I01 nothing\n-- I02 one\nSELECT a, b FROM c;\n"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Invariant.read("-- I01 one\nSELECT a, b FROM c\n"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_file_of_this_release_has_a_number_and_a_sentence_for_each() {
        assertThat(Invariant.all())
                .hasSizeGreaterThan(25)
                .allSatisfy(one -> assertThat(one.name()).matches("I[0-9]{2} \\S.*"))
                .extracting(one -> one.name().substring(0, 3))
                .doesNotHaveDuplicates();
        assertThat(Invariant.all()).flatExtracting(Invariant::statements).allSatisfy(sql -> assertThat(sql)
                .startsWith("SELECT ")
                .doesNotContain(";")
                .doesNotContainIgnoringCase("COUNT(*) FROM wallet w")
                .doesNotEndWith("LIMIT"));
    }
}
