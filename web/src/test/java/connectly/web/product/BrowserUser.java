package connectly.web.product;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A person at a browser of their own. It keeps whatever the browser complained about. */
final class BrowserUser implements AutoCloseable {
    /** What the page asks for before it has a socket, or instead of one. */
    private static final List<String> FEED = List.of("**/api/v1/socket-tickets", "**/api/v1/updates**");

    private final BrowserContext context;
    private final String username;
    private final String displayName;
    private final List<String> complaints = new ArrayList<>();
    private final AtomicInteger loads = new AtomicInteger();
    private Page page;

    private BrowserUser(Browser browser, String displayName) {
        this.displayName = displayName;
        username = Person.unique(displayName.toLowerCase(Locale.ROOT));
        context = browser.newContext();
        page = newPage();
    }

    /** Opens a browser and registers in it; returns once the list of conversations is there. */
    static BrowserUser register(RunningProduct product, Browser browser, String displayName) {
        BrowserUser user = new BrowserUser(browser, displayName);
        String password = "a long passphrase " + UUID.randomUUID();
        product.secrets().add(password);
        user.page.navigate(product.origin() + "/register");
        user.textbox("User name").fill(user.username);
        user.textbox("Display name").fill(displayName);
        user.page
                .getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                .fill(password);
        user.button("Create account").click();
        user.button("New conversation").waitFor();
        return user;
    }

    /** Starts a direct conversation with somebody found by their user name. */
    void startConversationWith(BrowserUser other) {
        button("New conversation").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByRole(AriaRole.SEARCHBOX).fill(other.username);
        dialog.getByRole(AriaRole.CHECKBOX).check();
        dialog.getByRole(AriaRole.BUTTON, named("Start conversation")).click();
        textbox("Message").waitFor();
    }

    /** Opens, from the list, the conversation of this title. */
    void openConversation(String title) {
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Conversations"))
                .getByRole(AriaRole.LINK, named(title))
                .click();
        textbox("Message").waitFor();
    }

    /** Types a message and sends it. */
    void say(String text) {
        textbox("Message").fill(text);
        button("Send").click();
    }

    /** Types a message and does not send it. */
    void type(String text) {
        textbox("Message").fill(text);
    }

    /** The whole of the open conversation. */
    Locator conversation() {
        return page.locator("section.conversation");
    }

    /** Edits the only own message on the screen, with the keyboard alone, which only the page in front gets. */
    void editTo(String text) {
        page.bringToFront();
        button("Edit").focus();
        page.keyboard().press("Enter");
        assertThat(textbox("Edit your message")).isFocused();
        textbox("Edit your message").fill(text);
        page.keyboard().press("Enter");
        assertThat(button("Edit")).isFocused();
    }

    /** Deletes the only own message on the screen, with the keyboard alone, after thinking it over once. */
    void delete() {
        page.bringToFront();
        button("Delete").focus();
        page.keyboard().press("Enter");
        assertThat(button("Keep")).isFocused();
        page.keyboard().press("Escape");
        assertThat(button("Delete")).isFocused();
        page.keyboard().press("Enter");
        assertThat(button("Keep")).isFocused();
        page.keyboard().press("Shift+Tab");
        page.keyboard().press("Enter");
        assertThat(allMessages()).isFocused();
    }

    /** Everything in the list of messages, tombstones and marks too. */
    Locator allMessages() {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Messages"));
    }

    /** The texts of the messages on the screen. */
    Locator messages() {
        return allMessages().locator("[role=article] .message__body, article .message__body");
    }

    /** The messages on the screen that are not on the log yet, as far as the page knows. */
    Locator unsent() {
        return allMessages().locator("[data-client-message-id][data-state=pending]");
    }

    /** Lets no way of the feed through, and loads the page again, which so loses the socket that it had. */
    void loseTheConnection() {
        FEED.forEach(path -> context.route(path, Route::abort));
        page.reload();
        button("Reconnect now").waitFor();
    }

    /** Loads the page again where it is. */
    void reload() {
        page.reload();
    }

    /** Lets the feed through again, and loads the page once more. */
    void findTheConnection() {
        FEED.forEach(context::unroute);
        page.reload();
    }

    /** Closes the page but stays logged in; returns its address. */
    String leave() {
        String address = page.url();
        page.close();
        return address;
    }

    /** Opens a new page at an address. */
    void comeBack(String address) {
        page = newPage();
        page.navigate(address);
    }

    String displayName() {
        return displayName;
    }

    /** How many documents this browser has loaded. */
    int loads() {
        return loads.get();
    }

    /** Console errors and warnings and uncaught exceptions; a violated content security policy shows as one of them. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        context.close();
    }

    private Page newPage() {
        Page fresh = context.newPage();
        fresh.onLoad(loaded -> loads.incrementAndGet());
        fresh.onPageError(complaints::add);
        fresh.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.type() + ": " + message.text() + " " + message.location());
            }
        });
        return fresh;
    }

    private Locator textbox(String name) {
        return page.getByRole(
                AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }
}
