package org.tenantry.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Holds the words of all languages together, and the pages free of words of their own. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WordsTest {
    private static final Properties ENGLISH = words("Words.properties");
    private static final Properties CHINESE = words("Words_zh.properties");
    private static final Path PAGES = Path.of("webapp");
    private static final Path CODE = Path.of("src/main/java");

    private static final Pattern LITERAL_KEY = Pattern.compile("[\"']([a-z][A-Za-z0-9]*(?:\\.[A-Za-z0-9_]+)+)[\"']");
    private static final Pattern SAID_IN_PAGE =
            Pattern.compile("msg\\.of\\('([^']+)'|<t:\\w+[^>]*?\\bkey=\"([A-Za-z0-9.]+)\"");
    private static final Pattern NOT_FOR_READERS = Pattern.compile(
            "<!--.*?-->|<script.*?</script>|<style.*?</style>|<!DOCTYPE[^>]*>|[#$]\\{[^}]*}", Pattern.DOTALL);
    private static final Pattern READ_ATTRIBUTE = Pattern.compile(
            "\\b(?:title|alt|placeholder|aria-label|value|label|itemLabel|header|headerText|summary|emptyMessage)=\"([^\"]*)\"");

    @Test
    void both_languages_say_the_same_things() {
        assertThat(ENGLISH.stringPropertyNames()).isNotEmpty();
        assertThat(CHINESE.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(ENGLISH.stringPropertyNames());
        assertThat(ENGLISH.stringPropertyNames())
                .allSatisfy(key -> assertThat(places(CHINESE, key)).as(key).isEqualTo(places(ENGLISH, key)));
    }

    @Test
    void no_sentence_has_an_apostrophe_that_would_swallow_its_places() {
        assertThat(Stream.concat(ENGLISH.entrySet().stream(), CHINESE.entrySet().stream()))
                .noneMatch(entry -> entry.getValue()
                        .toString()
                        .replaceAll("'[{}]'|'\\{\\{\\w+}}'", "")
                        .contains("'"));
    }

    @Test
    void no_key_is_given_twice() throws IOException {
        for (var name : List.of("Words.properties", "Words_zh.properties")) {
            var keys = Files.readAllLines(Path.of("src/main/resources/org/tenantry/words", name)).stream()
                    .filter(line -> !line.startsWith("#") && line.contains("="))
                    .map(line -> line.substring(0, line.indexOf('=')).strip())
                    .toList();
            assertThat(keys).as(name).doesNotHaveDuplicates();
        }
    }

    @Test
    void chinese_is_spoken_in_chinese() {
        assertThat(Words.say(Locale.forLanguageTag("zh-Hant-TW"), "signIn.title"))
                .isEqualTo("登录");
        assertThat(Words.say(Locale.FRANCE, "signIn.title")).isEqualTo("Sign in");
        assertThat(Words.say(Locale.ENGLISH, "refusal.password.short", 10)).contains("10");
    }

    @Test
    void pages_only_say_what_there_are_words_for() {
        var missing = new TreeSet<String>();
        files(PAGES, ".xhtml").forEach(page -> SAID_IN_PAGE
                .matcher(read(page))
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .filter(key -> !key.endsWith("."))
                .filter(key -> ENGLISH.stringPropertyNames().stream()
                        .noneMatch(known -> known.equals(key) || known.startsWith(key + ".")))
                .forEach(key -> missing.add(PAGES.relativize(page) + ": " + key)));
        assertThat(missing).isEmpty();
    }

    @Test
    void refusals_only_say_what_there_are_words_for() {
        var refusals = files(CODE, ".java")
                .flatMap(file -> LITERAL_KEY.matcher(read(file)).results())
                .map(found -> found.group(1))
                .filter(key -> key.matches("([a-z]+\\.)?refusal\\..*") && !key.endsWith("."))
                .toList();
        assertThat(refusals).isNotEmpty();
        assertThat(ENGLISH.stringPropertyNames()).containsAll(refusals);
    }

    @Test
    void pages_have_no_words_of_their_own() {
        var found = new TreeSet<String>();
        files(PAGES, ".xhtml").forEach(page -> {
            var text = NOT_FOR_READERS.matcher(read(page)).replaceAll(" ");
            var attributes = READ_ATTRIBUTE
                    .matcher(text.replaceAll("<(?:input type=\"hidden\"|meta|html|f:|c:|ui:|link)[^>]*>", " "))
                    .results()
                    .map(attribute -> attribute.group(1));
            var body = Stream.of(text.replaceAll("<[^>]*>", "\n").split("\n"));
            Stream.concat(attributes, body)
                    .map(words -> words.replaceAll("&[a-z#0-9]+;", " ").strip())
                    .filter(words -> words.codePoints().anyMatch(Character::isLetter))
                    .forEach(words -> found.add(PAGES.relativize(page) + ": " + words));
        });
        assertThat(found).isEmpty();
    }

    @Test
    void no_words_are_kept_that_nobody_says() {
        var sources = Stream.concat(Stream.concat(files(PAGES, ".xhtml"), files(PAGES, ".js")), files(CODE, ".java"))
                .map(WordsTest::read)
                .reduce("", String::concat);
        var unsaid = new TreeSet<>(ENGLISH.stringPropertyNames());
        unsaid.removeIf(key -> isSaid(sources, key));
        assertThat(unsaid).isEmpty();
    }

    /** A key is said whole, or by a beginning that is completed by a name, a status or one of a tag's own endings. */
    private static boolean isSaid(String sources, String key) {
        if (sources.contains(key)) {
            return true;
        }
        for (int dot = key.indexOf('.'); dot > 0; dot = key.indexOf('.', dot + 1)) {
            var beginning = key.substring(0, dot);
            if (Stream.of("'%s.'", "\"%s.\"").anyMatch(form -> sources.contains(form.formatted(beginning)))) {
                return true;
            }
        }
        var stem = key.substring(0, key.lastIndexOf('.'));
        return sources.contains("key=\"" + stem + "\"")
                || sources.contains("'" + stem + "'")
                || sources.contains("\"" + stem + "\"");
    }

    /** How many places a sentence has; reading it also proves that it can be filled. */
    private static int places(Properties words, String key) {
        return new MessageFormat(words.getProperty(key), Locale.ENGLISH).getFormatsByArgumentIndex().length;
    }

    private static Properties words(String name) {
        try (var in = WordsTest.class.getResourceAsStream("/org/tenantry/words/" + name);
                var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            var words = new Properties();
            words.load(reader);
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(Path root, String ending) {
        try (var paths = Files.walk(root)) {
            return paths.filter(path -> path.toString().endsWith(ending)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
