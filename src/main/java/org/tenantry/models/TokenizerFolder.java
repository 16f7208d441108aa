package org.tenantry.models;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.tokens.TokenizerFiles;

/** Finds the folder of the operator's own tokenizers at the start, and tells what lies there. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TokenizerFolder {
    @Inject
    Config config;

    /** How it stands with the file that a model is counted by; {@code detail} is what is wrong with a bad one. */
    public record Standing(String name, TokenizerFiles.State state, String detail) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    @PostConstruct
    void find() {
        var data = setting("tenantry.data.dir").map(Path::of);
        var folder = setting("tenantry.tokenizers").map(Path::of).or(() -> data.map(in -> in.resolve("tokenizers")));
        var nativeParts = setting("tenantry.native")
                .map(Path::of)
                .or(() -> data.map(in -> in.resolve("native")))
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "tenantry-native"));
        folder.ifPresent(found -> Tokenizers.lookIn(TokenizerFiles.in(found, nativeParts)));
    }

    /** All that a model may be counted by: what is built in, the files that were found, and what it is counted by now. */
    public List<String> choices(Caller operator, String present) {
        operator.require(Role.OPERATOR);
        var files = Tokenizers.files().names().stream().map(Tokenizer.FILE::concat);
        return Stream.of(Tokenizer.codes().stream(), files, Stream.of(present))
                .flatMap(Function.identity())
                .distinct()
                .toList();
    }

    /** What is wrong with the file that this tokenizer is; empty when nothing is, and for one that is built in. */
    public Optional<Standing> standing(Caller operator, String tokenizer) {
        operator.require(Role.OPERATOR);
        var files = Tokenizers.files();
        return Tokenizer.file(tokenizer)
                .map(name -> new Standing(name, files.state(name), files.detail(name)))
                .filter(standing -> standing.state() != TokenizerFiles.State.READY);
    }

    private Optional<String> setting(String name) {
        return Optional.ofNullable(config.getConfigValue(name).getRawValue()).filter(value -> !value.isBlank());
    }
}
