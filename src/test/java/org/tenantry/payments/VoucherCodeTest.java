package org.tenantry.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The codes of vouchers as they are printed and typed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VoucherCodeTest {
    @Test
    void a_code_has_sixteen_letters_of_five_bits_in_groups_of_four() {
        assertThat(VoucherCode.next().printed()).matches("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}");
    }

    @Test
    void no_code_comes_twice() {
        assertThat(IntStream.range(0, 20_000)
                        .mapToObj(i -> VoucherCode.next().letters())
                        .collect(Collectors.toSet()))
                .hasSize(20_000);
    }

    @Test
    void it_is_the_same_however_it_is_typed() {
        var hash = VoucherCode.typed("0123-4567-89AB-CDE1").hash();
        assertThat(VoucherCode.typed(" o123 4567–89ab_cdeL ").hash()).isEqualTo(hash);
        assertThat(VoucherCode.typed("０１２３４５６７８９ＡＢＣＤＥＩ").hash()).isEqualTo(hash);
        assertThat(VoucherCode.typed("0123-4567-89AB-CDE2").hash()).isNotEqualTo(hash);
    }

    @Test
    void what_is_no_code_is_one_that_nobody_has() {
        assertThat(VoucherCode.typed(null).letters()).isEmpty();
        assertThat(VoucherCode.typed("'; DROP TABLE voucher").letters()).isEqualTo("DR0PTAB1EV0UCHER");
        assertThat(VoucherCode.typed("A".repeat(5000)).letters()).hasSize(100);
    }

    @Test
    void it_is_never_printed_by_accident() {
        assertThat(VoucherCode.next()).hasToString("VoucherCode");
    }
}
