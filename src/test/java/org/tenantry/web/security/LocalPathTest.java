package org.tenantry.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LocalPathTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/chat/index.xhtml?c=0190-11&x=%E4%B8%AD", "/account/usage.xhtml"})
    void a_path_of_this_site_is_kept(String path) {
        assertThat(LocalPath.of(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "chat",
                "//evil.example",
                "/\\evil.example",
                "https://evil.example/",
                "javascript:alert(1)",
                "/\tx",
                "/x\r\nSet-Cookie: a=b",
                "/a\\b",
                "/\"><script>",
                "/sign-in.xhtml"
            })
    void anything_else_leads_home(String path) {
        assertThat(LocalPath.of(path)).isEqualTo("/");
    }
}
