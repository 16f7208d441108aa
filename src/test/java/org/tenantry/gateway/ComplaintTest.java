package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a provider that asks to slow down may be asked again. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ComplaintTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                            | ''                            | 0",
                "7                             | ''                            | 7",
                "' 7 '                         | ''                            | 7",
                "-7                            | ''                            | 0",
                "1.5                           | ''                            | 0",
                "99999999999                   | ''                            | 0",
                "soon                          | Tue, 25 Nov 2031 10:00:00 GMT | 0",
                "Tue, 25 Nov 2031 10:01:30 GMT | Tue, 25 Nov 2031 10:00:00 GMT | 90",
                "Tue, 25 Nov 2031 10:01:30 GMT | ''                            | 0",
                "Tue, 25 Nov 2031 10:01:30 GMT | yesterday                     | 0",
                "Tue, 25 Nov 2031 09:00:00 GMT | Tue, 25 Nov 2031 10:00:00 GMT | 0",
                "Sun, 25 Nov 2091 10:00:00 GMT | Tue, 25 Nov 2031 10:00:00 GMT | 999999",
            })
    void the_time_to_wait_is_in_seconds_or_a_date_after_that_of_the_answer(String after, String date, int seconds) {
        var headers = Map.of("Retry-After", after, "Date", date);
        assertThat(Complaint.seconds(name -> headers.getOrDefault(name, ""))).isEqualTo(seconds);
    }
}
