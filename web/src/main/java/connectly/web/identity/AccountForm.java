package connectly.web.identity;

import connectly.web.problem.FieldProblem;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what somebody typed to make an account, all fields at once, and puts it into its final form. */
final class AccountForm {
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._-]{2,31}");
    private static final int LONGEST_NAME = 64;

    private final PasswordPolicy passwords;

    AccountForm(PasswordPolicy passwords) {
        this.passwords = passwords;
    }

    record Person(String username, String displayName, String password) {
        @Override
        public String toString() {
            return "Person[" + username + "]";
        }
    }

    record Bot(String username, String displayName) {}

    Person person(@Nullable String username, @Nullable String displayName, @Nullable String password) {
        var problems = new ArrayList<FieldProblem>();
        String name = username(username, problems);
        String shown = displayName(displayName, problems);
        passwords.complaint(password, name).ifPresent(problems::add);
        refuse(problems);
        return new Person(name, shown, password == null ? "" : password);
    }

    Bot bot(@Nullable String username, @Nullable String displayName) {
        var problems = new ArrayList<FieldProblem>();
        var bot = new Bot(username(username, problems), displayName(displayName, problems));
        refuse(problems);
        return bot;
    }

    /** The form a username is kept and looked up in. */
    static String canonical(String username) {
        return username.strip().toLowerCase(Locale.ROOT);
    }

    private static String username(@Nullable String typed, List<FieldProblem> problems) {
        String name = typed == null ? "" : canonical(typed);
        if (name.isEmpty()) {
            problems.add(new FieldProblem("username", "required", "Choose a username."));
        } else if (!USERNAME.matcher(name).matches()) {
            problems.add(new FieldProblem(
                    "username",
                    "malformed",
                    "A username has 3 to 32 letters a-z, digits, dots, underscores or hyphens and starts with a letter"
                            + " or digit."));
        }
        return name;
    }

    private static String displayName(@Nullable String typed, List<FieldProblem> problems) {
        String name = typed == null ? "" : typed.strip();
        complaintAboutName(name, "displayName").ifPresent(problems::add);
        return name;
    }

    /** What is wrong with a name that people read: 1 to 64 characters, none of them invisible control. */
    static Optional<FieldProblem> complaintAboutName(String name, String field) {
        if (name.isEmpty()) {
            return Optional.of(new FieldProblem(field, "required", "Choose a name."));
        }
        if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
            return Optional.of(new FieldProblem(field, "too-long", "A name has at most 64 characters."));
        }
        if (name.codePoints().anyMatch(AccountForm::isControl)) {
            return Optional.of(new FieldProblem(field, "malformed", "A name has no control characters."));
        }
        return Optional.empty();
    }

    /** Also the ones that turn text around, with which a name could pose as another, and broken surrogates. */
    private static boolean isControl(int codePoint) {
        int type = Character.getType(codePoint);
        boolean turnsText =
                (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
        return turnsText
                || type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static void refuse(List<FieldProblem> problems) {
        if (problems.isEmpty()) {
            return;
        }
        var builder = Problem.of(ProblemCode.VALIDATION_FAILED).detail("Some fields need another value.");
        problems.forEach(builder::field);
        throw builder.toException();
    }
}
