package org.tenantry.tokens;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * The folder of {@code <name>.json} files, each the {@code tokenizer.json} of a family of models, that the operator
 * dropped in. A file is read when its name is first counted with, and again when it has changed; a look at the folder is
 * at most ten seconds old. What cannot be read is estimated, and why is told.
 */
public final class TokenizerFiles {
    /** Where no folder is set up. */
    public static final TokenizerFiles NONE = new TokenizerFiles(Optional.empty());

    /** Nobody's tokenizer is larger, and what is read is held in memory. */
    public static final long MOST_BYTES = 96L << 20;

    /** What a file may be called, without its ending. */
    public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");

    private static final Logger LOG = Logger.getLogger(TokenizerFiles.class.getName());
    private static final String ENDING = ".json";
    private static final String LIBRARY = "ai.djl.huggingface.tokenizers.HuggingFaceTokenizer";
    private static final String READER = "org.tenantry.tokens.FileTokens";
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Optional<Path> folder;
    private final Map<String, Tried> tried = new ConcurrentHashMap<>();

    /** How it stands with one file. */
    public enum State {
        READY,
        /** There is no such file, or no folder. */
        MISSING,
        /** The library that reads such files was not dropped in. */
        NO_LIBRARY,
        /** The library cannot make anything of the file, or it is too large. */
        BAD
    }

    /** A file that was looked at; {@code detail} is what the library said of a bad one. */
    private record Tried(long atNanos, FileTime changed, long size, State state, String detail, Counting counting) {
        static Tried not(State state, String detail) {
            return new Tried(System.nanoTime(), null, 0, state, detail, null);
        }

        boolean isFresh() {
            return System.nanoTime() - atNanos < FRESH_NANOS;
        }

        boolean isOf(BasicFileAttributes file) {
            return file.lastModifiedTime().equals(changed) && file.size() == size;
        }

        Tried again(BasicFileAttributes file) {
            return new Tried(System.nanoTime(), file.lastModifiedTime(), file.size(), state, detail, counting);
        }
    }

    private TokenizerFiles(Optional<Path> folder) {
        this.folder = folder;
    }

    /** The library unpacks its native part below {@code nativeParts}, asks no network, and reports to nobody. */
    public static TokenizerFiles in(Path folder, Path nativeParts) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("DJL_CACHE_DIR", nativeParts.toAbsolutePath().toString());
        return new TokenizerFiles(Optional.of(folder));
    }

    public Optional<Path> folder() {
        return folder;
    }

    /** The names that can be chosen, in order; at most 200. */
    public List<String> names() {
        if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
            return List.of();
        }
        try (var files = Files.list(folder.get())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(ENDING))
                    .map(file -> file.substring(0, file.length() - ENDING.length()))
                    .filter(name -> NAME.matcher(name).matches())
                    .sorted(String.CASE_INSENSITIVE_ORDER)
                    .limit(200)
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            LOG.log(Level.WARNING, unreadable, () -> "the folder of tokenizers cannot be read: " + folder.get());
            return List.of();
        }
    }

    /** The counting of that file, if it can be used. */
    public Optional<Counting> counting(String name) {
        return Optional.ofNullable(look(name).counting());
    }

    public State state(String name) {
        return look(name).state();
    }

    /** What the library said of a bad file; else empty. */
    public String detail(String name) {
        return look(name).detail();
    }

    private Tried look(String name) {
        var known = tried.get(name);
        return known != null && known.isFresh() ? known : tried.compute(name, (same, last) -> read(same, last));
    }

    private Tried read(String name, Tried last) {
        if (last != null && last.isFresh()) {
            return last; // another thread was faster
        }
        if (folder.isEmpty() || !NAME.matcher(name).matches()) {
            return Tried.not(State.MISSING, "");
        }
        var file = folder.get().resolve(name + ENDING);
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return last != null && last.isOf(attributes) ? last.again(attributes) : load(file, attributes);
        } catch (IOException missing) {
            return Tried.not(State.MISSING, "");
        }
    }

    private static Tried load(Path file, BasicFileAttributes attributes) {
        if (!attributes.isRegularFile() || attributes.size() > MOST_BYTES) {
            return Tried.not(State.BAD, attributes.size() + " bytes").again(attributes);
        }
        try {
            Class.forName(LIBRARY);
            var counting = (Counting)
                    Class.forName(READER).getDeclaredConstructor(Path.class).newInstance(file);
            counting.count("a");
            LOG.info(() -> "tokens are counted by " + file);
            return new Tried(
                    System.nanoTime(),
                    attributes.lastModifiedTime(),
                    attributes.size(),
                    State.READY,
                    "",
                    safe(counting));
        } catch (InvocationTargetException bad) {
            return failed(file, bad.getCause()).again(attributes);
        } catch (ReflectiveOperationException | LinkageError missing) {
            LOG.log(Level.WARNING, missing, () -> "the library that reads " + file + " is not there");
            return Tried.not(State.NO_LIBRARY, "");
        } catch (RuntimeException bad) {
            return failed(file, bad).again(attributes);
        }
    }

    private static Tried failed(Path file, Throwable why) {
        if (why instanceof LinkageError) {
            LOG.log(
                    Level.WARNING,
                    why,
                    () -> "the native part of the library that reads " + file + " does not run here");
            return Tried.not(State.NO_LIBRARY, "");
        }
        LOG.log(Level.WARNING, why, () -> file + " cannot be read; its models are estimated");
        var said = String.valueOf(why.getMessage());
        return Tried.not(State.BAD, said.length() > 300 ? said.substring(0, 300) : said);
    }

    /** A text that the library trips over is estimated. */
    private static Counting safe(Counting counting) {
        return text -> {
            try {
                return counting.count(text);
            } catch (RuntimeException unreadable) {
                LOG.log(Level.FINE, "a text of " + text.length() + " characters is estimated", unreadable);
                return Counting.estimate().count(text);
            }
        };
    }
}
