package org.tenantry.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantry.values.InvalidInput;

/** Which addresses a provider may have. */
class ProviderFormTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, https://api.openai.com/v1",
        "' http://127.0.0.1:11434/ ', http://127.0.0.1:11434",
        "HTTPS://Router.example/v1//, HTTPS://Router.example/v1",
        "http://[::1]:8080, http://[::1]:8080",
    })
    void a_web_address_is_kept_without_its_last_slash(String typed, String kept) {
        assertThat(ProviderForm.of("x", typed).of(ProviderKind.OPENAI).baseUrl())
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "api.openai.com/v1",
                "ftp://host/v1",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "http://",
                "http:///v1",
                "https://user:secret@host/v1",
                "https://key@host/v1",
                "https://host/v1?key=1",
                "https://host/v1#part",
                "https://host/a b",
                "https://host:99999/v1",
                "https://host/\r\nX: y",
            })
    void anything_else_is_refused(String typed) {
        assertThatThrownBy(() ->
                        ProviderForm.of("x", typed).of(ProviderKind.OPENAI).baseUrl())
                .isInstanceOf(InvalidInput.class);
    }
}
