package org.tenantry.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tenantry.values.InvalidInput;

/** What is kept of what only one kind of provider knows. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SettingTest {
    @Test
    void what_is_blank_is_left_out_and_the_usual_counts() {
        assertThat(Setting.clean(ProviderKind.AZURE, Map.of("api", " v1 ", "apiVersion", "  ", "models", "a\r\nb")))
                .isEqualTo(Map.of("api", "v1", "models", "a\nb"));
        var form = ProviderForm.of("x", "https://a.example");
        assertThat(form.endpoint(ProviderKind.AZURE, "k").setting(Setting.API)).isEqualTo("deployments");
    }

    @ParameterizedTest
    @CsvSource({
        "AZURE, api, v2, models.refusal.setting.api",
        "AZURE, apiVersion, 2024, models.refusal.setting.apiVersion",
        "AZURE, apiVersion, 2024-10-21&x=1, models.refusal.setting.apiVersion",
        "AZURE, signIn, none, models.refusal.setting.signIn",
        "AZURE, suffix, fastest, models.refusal.settingUnknown",
        "HUGGING_FACE, suffix, :fastest, models.refusal.setting.suffix",
        "HUGGING_FACE, server, both, models.refusal.setting.server",
        "HUGGING_FACE, billTo, 'a\r\nX: 1', models.refusal.setting.billTo",
        "LOCALAI, extraUsage, maybe, models.refusal.setting.extraUsage",
        "OPENAI, api, v1, models.refusal.settingUnknown",
        "DEMO, models, x, models.refusal.settingUnknown",
    })
    void what_does_not_fit_its_kind_is_refused(ProviderKind kind, String key, String value, String refusal) {
        var form = ProviderForm.of("x", "https://a.example").with(Map.of(key, value));
        assertThatThrownBy(() -> form.of(kind)).isInstanceOf(InvalidInput.class).hasMessageContaining(refusal);
    }

    @Test
    void settings_come_back_from_the_row_as_they_went() {
        var settings = Map.of("template", "{\"a\": \"\\\"\\n\u4f60\"}", "models", "a\nb");
        assertThat(Setting.read(Setting.write(settings))).isEqualTo(settings);
        assertThat(Setting.read("{}")).isEmpty();
    }

    @Test
    void the_time_to_connect_is_bounded() {
        for (int seconds : new int[] {0, -1, 61}) {
            assertThatThrownBy(() -> new ProviderForm("x", "", true, seconds, 1, 1, 1, Map.of()))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("models.refusal.connectSeconds");
        }
    }
}
