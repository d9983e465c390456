package connectly.web.config;

import connectly.events.AccountKind;
import connectly.events.UserId;
import connectly.handlers.registering.AccountOpened;
import connectly.handlers.registering.RegisterAccount;
import connectly.query.people.PeopleQueries;
import connectly.query.people.PersonView;
import connectly.web.commands.Commands;
import connectly.web.correlation.Correlation;
import connectly.web.feed.ReadModelClock;
import connectly.web.identity.Account;
import connectly.web.identity.AccountDirectory;
import connectly.web.identity.AccountRegistrar;
import connectly.web.identity.UsernameTakenException;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/** Gives identity its accounts: registered in the log, found in the read model. */
final class LogAccounts implements AccountDirectory, AccountRegistrar {
    private final Commands commands;
    private final PeopleQueries people;
    private final ReadModelClock clock;

    LogAccounts(Commands commands, PeopleQueries people, ReadModelClock clock) {
        this.commands = commands;
        this.people = people;
        this.clock = clock;
    }

    @Override
    public Optional<Account> byUsername(String username) {
        return people.byUsername(username).map(LogAccounts::account);
    }

    @Override
    public Optional<Account> byId(UUID userId) {
        return people.byId(userId).map(LogAccounts::account);
    }

    @Override
    public void register(
            UUID userId,
            String username,
            String displayName,
            connectly.web.identity.AccountKind kind,
            String correlationId)
            throws UsernameTakenException {
        AccountKind ofLog = switch (kind) {
            case PERSON -> AccountKind.PERSON;
            case BOT -> AccountKind.BOT;
        };
        RegisterAccount command = new RegisterAccount(new UserId(userId), username, displayName, ofLog);
        try {
            Correlation.with(correlationId, () -> commands.send(command, AccountOpened.class))
                    .thenCompose(_ -> clock.caughtUp())
                    .join();
        } catch (CompletionException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(CompletionException e) throws UsernameTakenException {
        if (!(e.getCause() instanceof ProblemException refused)) {
            return e;
        }
        if (refused.problem().code() == ProblemCode.CONFLICT) {
            throw new UsernameTakenException();
        }
        return refused;
    }

    private static Account account(PersonView person) {
        return new Account(person.userId(), person.username(), person.displayName());
    }
}
