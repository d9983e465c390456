package connectly.web.identity;

import connectly.web.correlation.Correlation;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemException;
import java.util.UUID;

/**
 * Makes accounts. The credential or the token is written first: until the log has the account nothing leads to it, whereas an
 * account without its credential would be a name lost to its owner. After a crash or an unknown outcome in between, a
 * credential nobody can reach is all that may remain.
 */
final class Registration {
    private final Credentials credentials;
    private final AccessTokens accessTokens;
    private final AccountRegistrar registrar;
    private final PasswordHasher hasher;

    Registration(
            Credentials credentials, AccessTokens accessTokens, AccountRegistrar registrar, PasswordHasher hasher) {
        this.credentials = credentials;
        this.accessTokens = accessTokens;
        this.registrar = registrar;
        this.hasher = hasher;
    }

    Account person(AccountForm.Person person) {
        var account = new Account(Tokens.newId(), person.username(), person.displayName());
        credentials.add(account.userId(), hasher.hash(person.password()));
        try {
            register(account, AccountKind.PERSON);
        } catch (UsernameTakenException e) {
            credentials.remove(account.userId());
            throw taken();
        }
        return account;
    }

    /** A program's account with its first token. */
    record Bot(UUID userId, String token) {}

    Bot bot(AccountForm.Bot bot) {
        var account = new Account(Tokens.newId(), bot.username(), bot.displayName());
        var issued = accessTokens.issue(account.userId(), "first token", Scope.ALL);
        try {
            register(account, AccountKind.BOT);
        } catch (UsernameTakenException e) {
            accessTokens.revoke(account.userId(), issued.tokenId());
            throw taken();
        }
        return new Bot(account.userId(), issued.token());
    }

    private void register(Account account, AccountKind kind) throws UsernameTakenException {
        registrar.register(account.userId(), account.username(), account.displayName(), kind, Correlation.current());
    }

    private static ProblemException taken() {
        return Problem.of(ProblemCode.CONFLICT)
                .detail("This username is taken.")
                .field("username", "taken", "This username is taken.")
                .toException();
    }
}
