package connectly.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A golden file is an event as some log on somebody's disk holds it: it must stay readable for ever. */
class GoldenEventsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant TIME = Instant.parse("2026-11-24T01:02:03.456Z");
    private static final UserId ANN = UserId.parse("019abcde-0000-7000-8000-000000000001");
    private static final UserId BOB = UserId.parse("019abcde-0000-7000-8000-000000000002");
    private static final ConversationId CONVERSATION = ConversationId.parse("019abcde-0000-7000-8000-00000000000c");
    private static final MessageId MESSAGE = MessageId.parse("019abcde-0000-7000-8000-0000000000aa");
    private static final MessageId EARLIER = MessageId.parse("019abcde-0000-7000-8000-0000000000a9");

    static Stream<Arguments> everyVersionOfEveryType() {
        return Arrays.stream(EventType.values())
                .flatMap(type -> IntStream.rangeClosed(1, type.number())
                        .mapToObj(version -> Arguments.of(type, Integer.toString(version))));
    }

    @ParameterizedTest
    @MethodSource("everyVersionOfEveryType")
    void theGoldenFileOfEveryVersionReadsAsTheEventItWasWrittenFrom(EventType type, String version) throws IOException {
        assertThat(EventJson.read(type.eventName(), version, golden(type, version), null))
                .isEqualTo(sample(type));
    }

    @ParameterizedTest
    @EnumSource
    void theTwoPartsOfAnEventTogetherAreItsGoldenFile(EventType type) throws IOException {
        ChatEvent event = sample(type);
        ObjectNode whole = (ObjectNode) JSON.readTree(EventJson.open(event));
        byte[] sealed = EventJson.sealed(event);
        if (sealed != null) {
            whole.setAll((ObjectNode) JSON.readTree(sealed));
        }

        assertThat(whole).isEqualTo(JSON.readTree(golden(type, type.version())));
        assertThat(EventJson.read(type.eventName(), type.version(), EventJson.open(event), sealed))
                .isEqualTo(event);
    }

    @ParameterizedTest
    @EnumSource
    void whatAPersonWroteIsInTheSealedPartAlone(EventType type) {
        String open = new String(EventJson.open(sample(type)), StandardCharsets.UTF_8);

        assertThat(open).doesNotContain("Ångström", "\"ann\"", "shouting", "hello", "👋");
    }

    @ParameterizedTest
    @EnumSource
    void anErasedEventReadsWithoutWhatAPersonWrote(EventType type) {
        ChatEvent event = sample(type);
        ChatEvent erased = EventJson.read(type.eventName(), type.version(), EventJson.open(event), null);

        assertThat(EventJson.open(erased)).isEqualTo(EventJson.open(event));
        assertThat(EventJson.sealed(erased)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void aTypeIsFoundByItsNameAndByItsEvent(EventType type) {
        assertThat(EventType.named(type.eventName(), type.version())).isEqualTo(type);
        assertThat(EventType.of(sample(type))).isEqualTo(type);
    }

    @Test
    void aComponentThatThisVersionDoesNotKnowIsRefusedAndNotDropped() throws IOException {
        String withMore = new String(golden(EventType.MEMBER_LEFT, "1"), StandardCharsets.UTF_8)
                .replaceFirst("\\{", "{\"addedLater\":[1,2],");

        assertThatThrownBy(
                        () -> EventJson.read("chat.MemberLeft", "1", withMore.getBytes(StandardCharsets.UTF_8), null))
                .isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @CsvSource({"chat.NotKnownYet,1", "chat.MemberLeft,2", "chat.MemberLeft,0", "chat.MemberLeft,1.0"})
    void aTypeOrAVersionOfTheFutureIsRefused(String name, String version) {
        assertThatThrownBy(() -> EventType.named(name, version))
                .isInstanceOf(UnknownEventException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(version);
    }

    @Test
    void textOutsideTheBasicPlaneSurvivesTheRoundTrip() {
        String body = "👩‍👩‍👧‍👦 مرحبا Z͑ͫ̓ 𝒳";
        var sent = new MessageSent(MESSAGE, CONVERSATION, ANN, new ClientMessageId(new UUID(1, 2)), body, null, TIME);

        assertThat(EventJson.read("chat.MessageSent", "2", EventJson.open(sent), EventJson.sealed(sent)))
                .isEqualTo(sent);
    }

    @Test
    void theChecksumIsTheHashOfTheBody() {
        var sent = (MessageSent) sample(EventType.MESSAGE_SENT);

        // printf 'hello 👋' | sha256sum
        assertThat(sent.checksum()).isEqualTo("79ff342b993486d7b9af595dc484e1ab9fc7ff1b47b308334ff6dd663f846fde");
    }

    @Test
    void theChecksumOfAnEditIsTheHashOfTheNewBody() {
        var edited = (MessageEdited) sample(EventType.MESSAGE_EDITED);

        // printf 'hello again 👋' | sha256sum
        assertThat(edited.checksum()).isEqualTo("2cee2489dd15df8392def46e46dcb77165966c6df43079e9b4f9b2b0d87625e3");
    }

    private static byte[] golden(EventType type, String version) throws IOException {
        String file = "/golden/" + type.eventName() + ".v" + version + ".json";
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
            case MEMBER_ROLE_CHANGED -> new MemberRoleChanged(CONVERSATION, BOB, MemberRole.MODERATOR, ANN, TIME);
            case MEMBER_UNMUTED -> new MemberUnmuted(CONVERSATION, BOB, ANN, TIME);
            case MESSAGE_DELETED -> new MessageDeleted(MESSAGE, CONVERSATION, BOB, TIME);
            case MESSAGE_EDITED -> new MessageEdited(MESSAGE, CONVERSATION, ANN, "hello again 👋", TIME);
            case MESSAGE_SENT ->
                new MessageSent(
                        MESSAGE,
                        CONVERSATION,
                        ANN,
                        ClientMessageId.parse("7f6f1c52-90a3-4d3e-9a3e-0f2f6f1c5290"),
                        "hello 👋",
                        EARLIER,
                        TIME);
            case REACTION_CHANGED -> new ReactionChanged(MESSAGE, CONVERSATION, ANN, "👋", true, TIME);
            case RECEIPTS_RECORDED ->
                new ReceiptsRecorded(
                        CONVERSATION,
                        ReceiptKind.READ,
                        List.of(new ReceiptsRecorded.Receipt(ANN, 41), new ReceiptsRecorded.Receipt(BOB, 1L << 40)),
                        TIME);
        };
    }
}
