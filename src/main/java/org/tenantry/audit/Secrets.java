package org.tenantry.audit;

import java.util.List;
import java.util.regex.Pattern;

/** Takes what looks like a secret out of a text before it is written down for good. */
final class Secrets {
    private static final String MASK = "***";
    private static final List<Pattern> FORMS = List.of(
            Pattern.compile("\\b(?:sk|pk|rk|hf|ghp|xox[a-z])[-_][A-Za-z0-9_-]{6,}"),
            Pattern.compile("(?i)(?<=bearer )\\S+"),
            Pattern.compile("(?i)(?<=(?:key|password|secret|token)[\"']?[ ]?[:=][ ]?)[\"']?[^\\s,;\"']+[\"']?"),
            Pattern.compile("(?<=://)[^/\\s@]+(?=@)"));

    private Secrets() {}

    static String masked(String text) {
        for (var form : FORMS) {
            text = form.matcher(text).replaceAll(MASK);
        }
        return text;
    }
}
