package connectly.web.identity;

/** The log refused an account because its name is another's. */
public final class UsernameTakenException extends Exception {
    public UsernameTakenException() {
        super("the username is taken");
    }
}
