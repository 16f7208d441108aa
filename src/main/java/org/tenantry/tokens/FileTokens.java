package org.tenantry.tokens;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Counts by a model's own {@code tokenizer.json}. This class is loaded only where the library that reads such files was
 * dropped in; nothing else may name it.
 */
final class FileTokens implements Counting {
    private final HuggingFaceTokenizer tokenizer;

    /** Reads the file; what is wrong with it is told as an exception. */
    FileTokens(Path file) throws IOException {
        tokenizer = HuggingFaceTokenizer.builder()
                .optTokenizerPath(file)
                .optAddSpecialTokens(false)
                .optTruncation(false)
                .optPadding(false)
                .build();
    }

    @Override
    public long count(String text) {
        // the library takes whole characters only
        var whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return whole.isEmpty() ? 0 : tokenizer.encode(whole, false, false).getIds().length;
    }
}
