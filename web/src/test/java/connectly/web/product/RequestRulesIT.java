package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What HTTP requests must look like, who may make them, and how they are refused otherwise. */
class RequestRulesIT {
    @SuppressWarnings("NullAway.Init") // set before the first test, which NullAway cannot see for a static field
    private static RunningProduct product;

    @SuppressWarnings("NullAway.Init") // as above
    private static Person ada;

    @SuppressWarnings("NullAway.Init") // as above
    private static Person eve;

    @SuppressWarnings("NullAway.Init") // as above
    private static String conversation;

    @BeforeAll
    static void start() {
        product = RunningProduct.start();
        ada = Person.asProgram(product, "ada");
        eve = Person.asProgram(product, "eve");
        conversation = ada.startGroup("rules", Person.asProgram(product, "ben"));
        ada.send(conversation, "there is something to read here");
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void anUnknownConversationIsNotFound() {
        String unknown = UUID.randomUUID().toString();

        ada.api().get("/api/v1/conversations/" + unknown).expectProblem(404, "not-found");
        ada.api().get(Person.messagesOf(unknown)).expectProblem(404, "not-found");
        ada.send(unknown, UUID.randomUUID().toString(), "is anybody there?").expectProblem(404, "not-found");
    }

    @Test
    void whoIsNotAMemberMayNeitherReadNorSend() {
        eve.api().get("/api/v1/conversations/" + conversation).expectProblem(403, "forbidden");
        eve.api().get(Person.messagesOf(conversation)).expectProblem(403, "forbidden");
        eve.send(conversation, UUID.randomUUID().toString(), "let me in").expectProblem(403, "forbidden");

        assertThat(ada.history(conversation))
                .extracting(message -> message.path("senderId").asString())
                .isNotEmpty()
                .doesNotContain(eve.userId());
    }

    @Test
    void anUnknownPathIsNotFound() {
        ada.api().get("/api/v1/nothing-of-this-name").expectProblem(404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t ", "\u3000\u00A0\u2003"})
    void anEmptyOrBlankBodyIsNoMessage(String body) {
        ada.send(conversation, UUID.randomUUID().toString(), body).expectInvalid("body");
    }

    @Test
    void aBodyOfMoreThanFourThousandCodePointsIsTooLarge() {
        for (String character : List.of("x", "\uD83D\uDE00")) {
            ada.send(conversation, UUID.randomUUID().toString(), character.repeat(4_001))
                    .expectProblem(413, "message-too-large");
        }
    }

    @Test
    void halfACharacterIsRefusedBecauseItCannotComeBackAsItWas() {
        postMessage("{\"clientMessageId\":\"%s\",\"body\":\"half \\uD83D of it\"}".formatted(UUID.randomUUID()))
                .expectInvalid("body");
    }

    @Test
    void anInvalidIdIsNamed() {
        ada.send(conversation, "not-a-uuid", "hello there").expectInvalid("clientMessageId");
        ada.api().get(Person.messagesOf("not-a-uuid")).expectInvalid("conversationId");
        ada.api().get(Person.messagesOf("1-1-1-1-1")).expectInvalid("conversationId");
        ada.api()
                .post("/api/v1/conversations", Map.of("kind", "direct", "memberIds", List.of("not-a-uuid")))
                .expectProblem(400, "validation-failed");
    }

    @Test
    void aMissingFieldIsNamed() {
        postMessage("{\"clientMessageId\":\"%s\"}".formatted(UUID.randomUUID())).expectInvalid("body");
        postMessage("{\"body\":\"hello there\"}").expectInvalid("clientMessageId");
        postMessage("{\"clientMessageId\":\"%s\",\"body\":null}".formatted(UUID.randomUUID()))
                .expectInvalid("body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "true", "[\"hello\"]", "{\"text\":\"hello\"}"})
    void aFieldOfTheWrongTypeIsNamed(String body) {
        postMessage("{\"clientMessageId\":\"%s\",\"body\":%s}".formatted(UUID.randomUUID(), body))
                .expectInvalid("body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "\"text\"",
                "{\"body\":}",
                "{'body':'x'}",
                "{\"body\":\"a\nb\"}",
                "{\"body\":\"x\"} trailing"
            })
    void whatIsNotAJsonObjectIsInvalid(String text) {
        postMessage(text).expectProblem(400, "validation-failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/xml"})
    void onlyJsonIsUnderstood(String contentType) {
        ada.api()
                .postText(
                        Person.messagesOf(conversation),
                        "{\"clientMessageId\":\"%s\",\"body\":\"hello there\"}".formatted(UUID.randomUUID()),
                        request -> request.setHeader("Content-Type", contentType))
                .expectProblem(415, "unsupported-media-type");
    }

    @Test
    void anOversizeRequestIsTooLarge() {
        assertThat(postMessage("{\"body\":\"%s\"}".formatted("x".repeat(2_000_000)))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void unknownFieldsAreToleratedSoThatNewerClientsWork() {
        postMessage("{\"clientMessageId\":\"%s\",\"body\":\"from the future\",\"mood\":{\"level\":3}}"
                        .formatted(UUID.randomUUID()))
                .expect(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "limit=-1",
                "limit=many",
                "before=0",
                "before=-1",
                "before=x",
                "before=99999999999999999999",
                "after=-1"
            })
    void aPageOutOfRangeIsInvalid(String query) {
        ada.api()
                .get(Person.messagesOf(conversation) + "?" + query)
                .expectInvalid(query.substring(0, query.indexOf('=')));
    }

    @Test
    void aConversationNeedsAKindAndPeopleThatExist() {
        String members = "/api/v1/conversations";
        ada.api()
                .post(members, Map.of("kind", "crowd", "memberIds", List.of(eve.userId())))
                .expectInvalid("kind");
        ada.api()
                .post(members, Map.of("kind", "direct", "memberIds", List.of()))
                .expectInvalid("memberIds");
        Answer nobody = ada.api()
                .post(
                        members,
                        Map.of(
                                "kind",
                                "direct",
                                "memberIds",
                                List.of(UUID.randomUUID().toString())));
        assertThat(nobody.status()).isIn(400, 404);
    }

    @Test
    void anAccountNeedsAProperNameAndPasswordAndAFreeUserName() {
        ApiClient browser = ApiClient.browser(product);
        String taken = Person.inBrowser(product, "ada").username();

        Person.register(browser, Person.unique("ada"), "short", "Ada").expectInvalid("password");
        Person.register(browser, Person.unique("ada"), "password1", "Ada").expectInvalid("password");
        Person.register(browser, "no spaces please", "a long passphrase", "Ada").expectInvalid("username");
        Person.register(browser, Person.unique("ada"), "a long passphrase", " ").expectInvalid("displayName");
        Person.register(browser, taken, "a long passphrase", "Ada").expectProblem(409, "conflict");
    }

    @Test
    void aWrongPasswordAndAnUnknownNameAreRefusedAlike() {
        Person known = Person.inBrowser(product, "ada");
        ApiClient browser = ApiClient.browser(product);

        Answer wrongPassword = browser.post(
                "/api/v1/sessions", Map.of("username", known.username(), "password", "not her passphrase"));
        Answer unknownName = browser.post(
                "/api/v1/sessions", Map.of("username", Person.unique("nobody"), "password", "not her passphrase"));

        assertThat(essence(wrongPassword.expectProblem(401, "unauthenticated")))
                .isEqualTo(essence(unknownName.expectProblem(401, "unauthenticated")));
    }

    /** All of a problem but what differs from request to request. */
    private static Map<String, JsonNode> essence(Answer problem) {
        Map<String, JsonNode> fields = new HashMap<>();
        problem.json().properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        fields.keySet().removeAll(List.of("correlationId", "instance"));
        return fields;
    }

    private static Answer postMessage(String json) {
        return ada.api().postText(Person.messagesOf(conversation), json, request -> {});
    }
}
