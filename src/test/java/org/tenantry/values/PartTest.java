package org.tenantry.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PartTest {
    private static void refused(Runnable maker, String key) {
        assertThatThrownBy(maker::run).isInstanceOfSatisfying(InvalidInput.class, refusal -> assertThat(refusal.key())
                .isEqualTo(key));
    }

    @Test
    void an_image_is_the_same_from_its_bytes_and_from_its_data_url() {
        var bytes = new byte[] {0, -1, 62, 63, 5};
        var image = Part.Image.of("image/webp", bytes);
        assertThat(image.dataUrl()).isEqualTo("data:image/webp;base64,AP8+PwU=");
        assertThat(Part.Image.of(image.dataUrl())).isEqualTo(image);
        assertThat(Base64.getDecoder().decode(image.base64())).isEqualTo(bytes);
    }

    @Test
    void an_image_never_shows_itself_in_a_log() {
        assertThat(Part.Image.of("image/png", new byte[300])).hasToString("image/png of 300 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/cat.png",
                "http://169.254.169.254/latest/meta-data",
                "file:///etc/passwd",
                "data:image/png,AAAA",
                "data:image/png;base64,",
                "data:image/png;base64,AAA",
                "data:image/png;base64,AA=A",
                "data:image/png;base64,A===",
                "data:image/png;base64,\u00c4AAA",
                "data:image/png;base64,AA A",
                "data:image/png;charset=x;base64,AAAA",
                "data:",
                "",
            })
    void what_would_have_to_be_fetched_or_is_no_base64_is_refused(String url) {
        refused(() -> Part.Image.of(url), "values.refusal.imageUrl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/svg+xml", "text/html", "application/pdf", "image/PNG", ""})
    void only_kinds_that_models_see_are_taken(String kind) {
        refused(() -> Part.Image.of(kind, new byte[3]), "values.refusal.imageKind");
    }

    @Test
    void an_image_has_a_largest_size() {
        assertThat(Part.Image.of("image/png", new byte[Part.LARGEST_IMAGE]).size())
                .isEqualTo(Part.LARGEST_IMAGE);
        refused(() -> Part.Image.of("image/png", new byte[Part.LARGEST_IMAGE + 1]), "values.refusal.imageSize");
    }
}
