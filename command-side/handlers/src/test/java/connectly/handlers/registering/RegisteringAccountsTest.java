package connectly.handlers.registering;

import static connectly.handlers.Fixtures.ANN;
import static connectly.handlers.Fixtures.BOB;
import static connectly.handlers.Fixtures.NOW;
import static connectly.handlers.Fixtures.account;

import connectly.events.AccountKind;
import connectly.events.AccountRegistered;
import connectly.handlers.CommandRejected;
import connectly.handlers.Fixtures;
import org.axonframework.test.fixture.AxonTestFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegisteringAccountsTest {
    private final AxonTestFixture chat = Fixtures.chat();

    @AfterEach
    void stop() {
        chat.stop();
    }

    @Test
    void aFreeUsernameBecomesAnAccount() {
        chat.given()
                .event(account(BOB, "bob"))
                .when()
                .command(new RegisterAccount(ANN, "ann", "Ann", AccountKind.PERSON))
                .then()
                .resultMessagePayload(new AccountOpened(ANN))
                .events(new AccountRegistered(ANN, "ann", "Ann", AccountKind.PERSON, NOW));
    }

    @Test
    void aUsernameThatSomebodyHasIsRefused() {
        chat.given()
                .event(account(BOB, "ann"))
                .when()
                .command(new RegisterAccount(ANN, "ann", "Ann", AccountKind.PERSON))
                .then()
                .exception(CommandRejected.class, "USERNAME_TAKEN")
                .noEvents();
    }

    @Test
    void registeringTheSameAccountAgainChangesNothing() {
        chat.given()
                .event(account(ANN, "ann"))
                .when()
                .command(new RegisterAccount(ANN, "ann", "Ann", AccountKind.PERSON))
                .then()
                .resultMessagePayload(new AccountOpened(ANN))
                .noEvents();
    }
}
