package org.tenantry.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.tenantry.models.ProviderKind;

/** What is written down about an Ollama that was found. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NeighboursTest {
    @Test
    void each_model_of_an_ollama_is_priced_and_on() {
        var json = Neighbours.file("http://127.0.0.1:11434", List.of("llama3.2:1b", "a \"strange\" name"));
        var file = ProvisionFile.read("found", json, name -> Optional.empty());
        var provider = file.providers().get(0);
        assertThat(provider.kind()).isEqualTo(ProviderKind.OLLAMA);
        assertThat(provider.form().orElseThrow().baseUrl()).isEqualTo("http://127.0.0.1:11434");
        assertThat(provider.models())
                .extracting(ProvisionFile.ModelPart::name)
                .containsExactly("llama3.2:1b", "a \"strange\" name");
        assertThat(provider.models())
                .allMatch(model -> model.on().orElse(false) && model.prices().size() == 1);
    }
}
