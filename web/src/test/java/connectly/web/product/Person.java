package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Somebody with an account, and what they do over HTTP.
 *
 * @param api the browser or the program they use
 * @param userId who they are
 * @param username what they log in with
 */
record Person(ApiClient api, String userId, String username) {
    private static final int LARGEST_PAGE = 200;

    /** Registers an account as a browser does, and logs in. */
    static Person inBrowser(RunningProduct product, String name) {
        ApiClient browser = ApiClient.browser(product);
        String username = unique(name);
        String password = "a long passphrase " + UUID.randomUUID();
        product.secrets().add(password);
        register(browser, username, password, name).expect(201);
        return logIn(browser, username, password);
    }

    static Answer register(ApiClient browser, String username, String password, String displayName) {
        return browser.post(
                "/api/v1/accounts", Map.of("username", username, "password", password, "displayName", displayName));
    }

    static Person logIn(ApiClient browser, String username, String password) {
        Answer session = browser.post("/api/v1/sessions", Map.of("username", username, "password", password))
                .expect(201);
        browser.forgetCsrf();
        return new Person(browser, session.field("userId"), username);
    }

    /** Makes an account without a password, for a program: much quicker than registering. */
    static Person asProgram(RunningProduct product, String name) {
        String username = unique(name);
        Answer bot = ApiClient.program(product, RunningProduct.ADMIN_TOKEN)
                .post("/api/v1/bots", Map.of("username", username, "displayName", name))
                .expect(201);
        return new Person(ApiClient.program(product, bot.field("token")), bot.field("userId"), username);
    }

    /** A user name nobody has yet. */
    static String unique(String name) {
        return name + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    /** The access token of the program that they use. */
    String token() {
        return api.token();
    }

    /** Starts a group and returns its id. */
    String startGroup(String title, Person... others) {
        return create("group", title, others).expect(201).field("conversationId");
    }

    Answer createDirect(Person other) {
        return api.post("/api/v1/conversations", Map.of("kind", "direct", "memberIds", List.of(other.userId)));
    }

    Answer create(String kind, String title, Person... others) {
        List<String> memberIds = Arrays.stream(others).map(Person::userId).toList();
        return api.post("/api/v1/conversations", Map.of("kind", kind, "title", title, "memberIds", memberIds));
    }

    /** Sends a message of which there is no other, and expects that it is accepted. */
    Answer send(String conversationId, String body) {
        return send(conversationId, UUID.randomUUID().toString(), body).expect(201);
    }

    Answer send(String conversationId, String clientMessageId, String body) {
        return api.post(messagesOf(conversationId), Map.of("clientMessageId", clientMessageId, "body", body));
    }

    /** The whole history as this person sees it, oldest first, page by page. */
    List<JsonNode> history(String conversationId) {
        List<JsonNode> messages = new ArrayList<>();
        while (true) {
            long after = messages.isEmpty() ? 0 : messages.getLast().path("seq").asLong();
            JsonNode page = api.get(messagesOf(conversationId) + "?after=" + after + "&limit=" + LARGEST_PAGE)
                    .expect(200)
                    .json();
            List<JsonNode> items = page.path("items").valueStream().toList();
            assertThat(items).hasSizeLessThanOrEqualTo(LARGEST_PAGE);
            if (items.isEmpty()) {
                return messages;
            }
            messages.addAll(items);
        }
    }

    /** The address of another person's membership of a conversation, or their own. */
    static String memberOf(String conversationId, Person member) {
        return "/api/v1/conversations/" + conversationId + "/members/" + member.userId;
    }

    static String muteIn(String conversationId, Person member) {
        return "/api/v1/conversations/" + conversationId + "/mutes/" + member.userId;
    }

    static String messageIn(String conversationId, String messageId) {
        return messagesOf(conversationId) + "/" + messageId;
    }

    static String messagesOf(String conversationId) {
        return "/api/v1/conversations/" + conversationId + "/messages";
    }
}
