package connectly.handlers.registering;

import connectly.events.AccountRegistered;
import connectly.events.ChatEvent;
import connectly.events.EventTag;
import connectly.events.EventType;
import connectly.handlers.CommandRejected;
import connectly.handlers.Criteria;
import connectly.handlers.Decision;
import connectly.handlers.Reason;
import connectly.handlers.UseCase;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** A username belongs to whoever registers it first, for ever. */
public final class RegisteringAccounts implements UseCase<RegisterAccount, Registrant, AccountOpened> {
    private final Clock clock;

    public RegisteringAccounts(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Class<RegisterAccount> commandType() {
        return RegisterAccount.class;
    }

    @Override
    public EventCriteria relevantTo(RegisterAccount command) {
        return Criteria.tagged(EventTag.username(command.username()), EventType.ACCOUNT_REGISTERED);
    }

    @Override
    public Registrant initialState(RegisterAccount command) {
        return new Registrant(null);
    }

    @Override
    public Registrant evolve(Registrant state, ChatEvent event) {
        return event instanceof AccountRegistered registered ? new Registrant(registered.userId()) : state;
    }

    @Override
    public Decision<AccountOpened> decide(RegisterAccount command, Registrant registrant) {
        AccountOpened opened = new AccountOpened(command.userId());
        if (registrant.owner() == null) {
            return Decision.of(
                    opened,
                    new AccountRegistered(
                            command.userId(),
                            command.username(),
                            command.displayName(),
                            command.kind(),
                            clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        }
        if (registrant.owner().equals(command.userId())) {
            return Decision.unchanged(opened);
        }
        throw new CommandRejected(Reason.USERNAME_TAKEN);
    }
}
