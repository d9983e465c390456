package connectly.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** A golden file is an event as some log on somebody's disk holds it: it must stay readable for ever. */
class GoldenEventsTest {
    private static final JsonMapper JSON = EventJson.mapper();
    private static final Instant TIME = Instant.parse("2026-11-24T01:02:03.456Z");
    private static final UserId ANN = UserId.parse("019abcde-0000-7000-8000-000000000001");
    private static final UserId BOB = UserId.parse("019abcde-0000-7000-8000-000000000002");
    private static final ConversationId CONVERSATION = ConversationId.parse("019abcde-0000-7000-8000-00000000000c");
    private static final MessageId MESSAGE = MessageId.parse("019abcde-0000-7000-8000-0000000000aa");
    private static final MessageId EARLIER = MessageId.parse("019abcde-0000-7000-8000-0000000000a9");

    @ParameterizedTest
    @EnumSource
    void theGoldenFileOfEveryTypeReadsAsTheEventItWasWrittenFrom(EventType type) throws IOException {
        assertThat(JSON.readValue(golden(type), type.payload())).isEqualTo(sample(type));
    }

    @ParameterizedTest
    @EnumSource
    void anEventIsWrittenAsItsGoldenFile(EventType type) throws IOException {
        assertThat(JSON.readTree(JSON.writeValueAsBytes(sample(type)))).isEqualTo(JSON.readTree(golden(type)));
    }

    @ParameterizedTest
    @EnumSource
    void aTypeIsFoundByItsNameAndByItsEvent(EventType type) {
        assertThat(EventType.named(type.eventName())).isEqualTo(type);
        assertThat(EventType.of(sample(type))).isEqualTo(type);
    }

    @Test
    void anEventOfALaterMinorShapeIsReadWithoutItsNewComponents() throws IOException {
        String withMore = new String(golden(EventType.MEMBER_LEFT), StandardCharsets.UTF_8)
                .replaceFirst("\\{", "{\"addedLater\":[1,2],");

        assertThat(JSON.readValue(withMore, MemberLeft.class)).isEqualTo(sample(EventType.MEMBER_LEFT));
    }

    @Test
    void textOutsideTheBasicPlaneSurvivesTheRoundTrip() {
        String body = "👩‍👩‍👧‍👦 مرحبا Z͑ͫ̓ 𝒳";
        var sent = new MessageSent(
                MESSAGE, CONVERSATION, ANN, new ClientMessageId(new UUID(1, 2)), body, null, "00", TIME);

        assertThat(JSON.readValue(JSON.writeValueAsBytes(sent), MessageSent.class))
                .isEqualTo(sent);
    }

    private static byte[] golden(EventType type) throws IOException {
        String file = "/golden/" + type.eventName() + ".v" + type.version() + ".json";
        try (InputStream in = GoldenEventsTest.class.getResourceAsStream(file)) {
            assertThat(in).as("golden file %s", file).isNotNull();
            return in.readAllBytes();
        }
    }

    private static ChatEvent sample(EventType type) {
        return switch (type) {
            case ACCOUNT_REGISTERED -> new AccountRegistered(ANN, "ann", "Ann Ångström", AccountKind.PERSON, TIME);
            case CONVERSATION_CREATED ->
                new ConversationCreated(
                        CONVERSATION, ConversationKind.DIRECT, null, DirectPair.of(BOB, ANN), ANN, TIME);
            case MEMBER_JOINED -> new MemberJoined(CONVERSATION, BOB, MemberRole.MODERATOR, ANN, true, TIME);
            case MEMBER_LEFT -> new MemberLeft(CONVERSATION, BOB, ANN, TIME);
            case MEMBER_MUTED -> new MemberMuted(CONVERSATION, BOB, TIME.plusSeconds(60), "shouting", ANN, TIME);
            case MEMBER_UNMUTED -> new MemberUnmuted(CONVERSATION, BOB, ANN, TIME);
            case MESSAGE_SENT ->
                new MessageSent(
                        MESSAGE,
                        CONVERSATION,
                        ANN,
                        ClientMessageId.parse("7f6f1c52-90a3-4d3e-9a3e-0f2f6f1c5290"),
                        "hello 👋",
                        EARLIER,
                        "b7b4e7e0e3f1ac0a5f7bde0d8f4b2a9a5ad9f3cb7e64ac8b4d9d4a1c53b6c2e1",
                        TIME);
        };
    }
}
