package connectly.web.product;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two people at two browsers, seen on their screens. */
class BrowserIT {
    @SuppressWarnings("NullAway.Init") // set before the first test, which NullAway cannot see for a static field
    private static RunningProduct product;

    @SuppressWarnings("NullAway.Init") // as above
    private static Playwright playwright;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path home;

    @BeforeAll
    static void start() {
        product = RunningProduct.start();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        PlaywrightAssertions.setDefaultAssertionTimeout((double) Await.DEADLINE.toMillis());
    }

    @AfterAll
    static void stop() {
        playwright.close();
        product.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatOnePersonTypesAppearsOnTheOthersScreenWithoutReload(Engine engine) {
        try (Browser browser = launch(engine);
                BrowserUser ada = BrowserUser.register(product, browser, "Ada");
                BrowserUser ben = BrowserUser.register(product, browser, "Ben")) {
            ada.startConversationWith(ben);
            ben.openConversation(ada.displayName());
            int loads = ben.loads();

            ada.say("shall we walk on Friday? 🥾");
            assertThat(ben.messages()).hasText(new String[] {"shall we walk on Friday? 🥾"});
            ben.say("נלך יחד");
            assertThat(ada.messages()).hasText(new String[] {"shall we walk on Friday? 🥾", "נלך יחד"});

            assertThat(ben.loads()).as("documents the other browser loaded").isEqualTo(loads);
            assertNobodyComplained(ada, ben);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoComesBackFindsExactlyWhatWasSentMeanwhileInOrderAndOnce(Engine engine) {
        try (Browser browser = launch(engine);
                BrowserUser ada = BrowserUser.register(product, browser, "Ada");
                BrowserUser ben = BrowserUser.register(product, browser, "Ben")) {
            ada.startConversationWith(ben);
            ben.openConversation(ada.displayName());
            ada.say("before you leave");
            assertThat(ben.messages()).hasText(new String[] {"before you leave"});

            String address = ben.leave();
            for (String text : new String[] {"one", "two", "three", "four", "five"}) {
                ada.say(text);
            }
            assertThat(ada.messages()).hasCount(6);
            ben.comeBack(address);
            assertThat(ben.messages())
                    .hasText(new String[] {"before you leave", "one", "two", "three", "four", "five"});
            ada.say("welcome back");

            assertThat(ben.messages())
                    .hasText(new String[] {"before you leave", "one", "two", "three", "four", "five", "welcome back"});
            assertNobodyComplained(ada, ben);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenWithoutAConnectionSurvivesAReloadAndArrivesOnceAndInOrder(Engine engine) {
        try (Browser browser = launch(engine);
                BrowserUser ada = BrowserUser.register(product, browser, "Ada");
                BrowserUser ben = BrowserUser.register(product, browser, "Ben")) {
            ada.startConversationWith(ben);
            ben.openConversation(ada.displayName());
            ada.loseTheConnection();
            ada.say("written in a tunnel");
            ada.say("and another");
            assertThat(ada.unsent()).hasCount(2);

            ada.reload();
            assertThat(ada.unsent()).hasCount(2);
            assertThat(ben.messages()).hasCount(0);
            ada.findTheConnection();

            assertThat(ben.messages()).hasText(new String[] {"written in a tunnel", "and another"});
            assertThat(ada.unsent()).hasCount(0);
            assertThat(ada.messages()).hasText(new String[] {"written in a tunnel", "and another"});
            ada.reload();
            assertThat(ada.messages()).hasText(new String[] {"written in a tunnel", "and another"});
            // Ada's browser complains of the requests that got nowhere.
            assertNobodyComplained(ben);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverEditsOrDeletesAMessageDoesSoOnTheOthersScreenToo(Engine engine) {
        try (Browser browser = launch(engine);
                BrowserUser ada = BrowserUser.register(product, browser, "Ada");
                BrowserUser ben = BrowserUser.register(product, browser, "Ben")) {
            ada.startConversationWith(ben);
            ben.openConversation(ada.displayName());
            ada.say("see you on Firday");
            assertThat(ben.messages()).hasText(new String[] {"see you on Firday"});

            ada.editTo("see you on Friday");
            assertThat(ben.messages()).hasText(new String[] {"see you on Friday"});
            assertThat(ben.allMessages()).containsText("edited");
            ada.delete();
            assertThat(ben.allMessages()).containsText("This message was deleted.");

            assertThat(ben.messages()).hasCount(0);
            assertThat(ada.messages()).hasCount(0);
            assertNobodyComplained(ada, ben);
        }
    }

    @ParameterizedTest
    @EnumSource
    void onePersonSeesWhetherTheOtherIsThereAndWrites(Engine engine) {
        try (Browser browser = launch(engine);
                BrowserUser ada = BrowserUser.register(product, browser, "Ada");
                BrowserUser ben = BrowserUser.register(product, browser, "Ben")) {
            ada.startConversationWith(ben);
            ben.openConversation(ada.displayName());
            assertThat(ada.conversation()).containsText("Online");

            ben.type("let me think");
            assertThat(ada.conversation()).containsText("Ben is writing…");
            ben.type("");
            assertThat(ada.conversation()).not().containsText("is writing");
            ben.leave();

            assertThat(ada.conversation()).containsText("Offline");
            assertNobodyComplained(ada, ben);
        }
    }

    private static Browser launch(Engine engine) {
        Assumptions.assumeTrue(
                engine.isInstalled(),
                () -> engine.executable() + " is not installed here; ./connectly test installs it or says so");
        return engine.launch(playwright, home);
    }

    private static void assertNobodyComplained(BrowserUser... users) {
        for (BrowserUser user : users) {
            assertThat(user.complaints())
                    .as("complaints of %s's browser", user.displayName())
                    .isEmpty();
        }
    }
}
