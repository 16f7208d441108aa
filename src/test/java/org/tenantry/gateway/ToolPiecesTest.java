package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.tenantry.values.ToolRequest;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ToolPiecesTest {
    private final ToolPieces pieces = new ToolPieces(ModelAdapterContract.ASK);

    @Test
    void no_answer_asks_for_more_tools_than_there_may_be() {
        for (int i = 0; i < ToolRequest.MOST; i++) {
            pieces.add(i, "", "f", "{}");
        }
        assertThat(pieces.whole()).hasSize(ToolRequest.MOST);
        assertThatThrownBy(() -> pieces.add(ToolRequest.MOST, "", "f", "{}")).isInstanceOf(Lines.TooLong.class);
    }

    @Test
    void arguments_are_no_longer_than_they_may_be_in_however_many_pieces() {
        var piece = "x".repeat(64 * 1024);
        for (int i = 0; i < 4; i++) {
            pieces.add(0, "", i == 0 ? "f" : "", piece);
        }
        assertThat(pieces.whole().get(0).arguments()).hasSize(ToolRequest.LONGEST_ARGUMENTS);
        assertThatThrownBy(() -> pieces.add(0, "", "", "x")).isInstanceOf(Lines.TooLong.class);
    }

    @Test
    void ids_and_names_are_short() {
        assertThatThrownBy(() -> pieces.add(0, "i".repeat(201), "f", "")).isInstanceOf(Lines.TooLong.class);
        assertThatThrownBy(() -> pieces.add(0, "", "f".repeat(201), "")).isInstanceOf(Lines.TooLong.class);
    }

    @Test
    void what_has_no_name_asks_for_nothing() {
        pieces.add(0, "call_1", "", "{\"a\":1}");
        assertThat(pieces.whole()).isEmpty();
    }

    @Test
    void arguments_are_readable_when_they_are_one_object_and_nothing_else() {
        assertThat(ToolRequest.of("i", "f", "{\"a\":[1]}").readable()).isTrue();
        for (var written : new String[] {"[]", "1", "null", "{", "{}{}", "{} x", "{\"a\":}", "{\"a\" 1}"}) {
            assertThat(ToolRequest.of("i", "f", written).arguments()).isEqualTo(written);
            assertThat(ToolRequest.of("i", "f", written).readable()).as(written).isFalse();
        }
    }
}
