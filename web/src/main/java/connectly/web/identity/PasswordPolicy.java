package connectly.web.identity;

import connectly.web.problem.FieldProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which passwords are accepted: long enough and not among those everybody tries first. No composition rules: they make
 * passwords harder for people, not for programs (NIST SP 800-63B).
 */
final class PasswordPolicy {
    static final int SHORTEST = 8;
    static final int LONGEST = 128;

    private final Set<String> common;

    PasswordPolicy() {
        this.common = load();
    }

    /** What is wrong with the password of a user who wants to be called {@code username}, if anything is. */
    Optional<FieldProblem> complaint(@Nullable String password, String username) {
        if (password == null || password.isEmpty()) {
            return refused("required", "Choose a password.");
        }
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            return refused("too-short", "A password has at least " + SHORTEST + " characters.");
        }
        if (length > LONGEST) {
            return refused("too-long", "A password has at most " + LONGEST + " characters.");
        }
        String lower = password.toLowerCase(Locale.ROOT);
        if (lower.equals(username) || common.contains(lower) || repeatsOneCharacter(lower)) {
            return refused("too-common", "This password is among the first that would be tried.");
        }
        return Optional.empty();
    }

    private static boolean repeatsOneCharacter(String password) {
        return password.codePoints().distinct().count() == 1;
    }

    private static Optional<FieldProblem> refused(String code, String sentence) {
        return Optional.of(new FieldProblem("password", code, sentence));
    }

    private static Set<String> load() {
        try (InputStream list = PasswordPolicy.class.getResourceAsStream("/identity/common-passwords.txt")) {
            if (list == null) {
                throw new IllegalStateException("identity/common-passwords.txt is missing from the jar");
            }
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.strip().split("\\s+")))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
