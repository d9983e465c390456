package connectly.web.product;

import static connectly.web.product.RawFrame.BINARY;
import static connectly.web.product.RawFrame.CLOSE;
import static connectly.web.product.RawFrame.CONTINUATION;
import static connectly.web.product.RawFrame.PING;
import static connectly.web.product.RawFrame.TEXT;
import static connectly.web.product.RawFrame.join;
import static connectly.web.product.RawSocket.Ended.WITHOUT_A_CLOSE_FRAME;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** What no well-behaved client sends, with what it is answered by. */
final class BadFrames {
    static final int LARGEST = 16 * 1024;

    private static final int PROTOCOL_ERROR = 1002;
    private static final int NOT_TEXT = 1003;
    private static final int NOT_UTF_8 = 1007;
    private static final int TOO_BIG = 1009;

    private BadFrames() {}

    /**
     * Bytes after which a socket is closed.
     *
     * @param codes the close codes, one of which it is closed with
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Offence(String name, byte[] bytes, Set<Integer> codes) {
        Offence(String name, int code, byte[]... bytes) {
            this(name, join(bytes), Set.of(code));
        }
    }

    static List<Offence> offences() {
        return Stream.of(sizes(), text(), control(), headers(), closes())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Offence> sizes() {
        byte[] big = new byte[LARGEST + 1];
        byte[] half = "x".repeat(LARGEST / 2 + 1).getBytes(StandardCharsets.UTF_8);
        byte[] one = "x".getBytes(StandardCharsets.UTF_8);
        byte[][] single = new byte[LARGEST + 1][];
        single[0] = RawFrame.of(TEXT, one).unfinished().masked();
        for (int i = 1; i < single.length; i++) {
            single[i] = RawFrame.of(CONTINUATION, one).unfinished().masked();
        }
        return List.of(
                new Offence(
                        "binary",
                        NOT_TEXT,
                        RawFrame.of(BINARY, new byte[] {1, 2, 3}).masked()),
                new Offence(
                        "no bytes at all, binary",
                        NOT_TEXT,
                        RawFrame.of(BINARY, new byte[0]).masked()),
                new Offence("much binary", RawFrame.of(BINARY, big).masked(), Set.of(NOT_TEXT, TOO_BIG)),
                new Offence(
                        "too much in one frame",
                        TOO_BIG,
                        RawFrame.text("x".repeat(LARGEST + 1)).masked()),
                new Offence(
                        "a megabyte in one frame",
                        RawFrame.text("x".repeat(1 << 20)).masked(),
                        Set.of(TOO_BIG, WITHOUT_A_CLOSE_FRAME)),
                new Offence(
                        "too many bytes, though few characters",
                        TOO_BIG,
                        RawFrame.text("\u20AC".repeat(LARGEST / 3 + 1)).masked()),
                new Offence(
                        "too much in two frames",
                        TOO_BIG,
                        RawFrame.of(TEXT, half).unfinished().masked(),
                        RawFrame.of(CONTINUATION, half).masked()),
                new Offence("a byte a frame, without end", TOO_BIG, single),
                new Offence(
                        "the promise of more than there is memory for",
                        RawFrame.text("x".repeat(LARGEST + 1)).claiming(Long.MAX_VALUE),
                        Set.of(TOO_BIG, PROTOCOL_ERROR)),
                new Offence("a negative length", RawFrame.text("x").claiming(-1), Set.of(TOO_BIG, PROTOCOL_ERROR)));
    }

    private static List<Offence> text() {
        Map<String, String> sequences = Map.of(
                "an overlong slash", "c0af",
                "an overlong NUL", "c080",
                "half a character from above", "eda080",
                "half a character from below", "edbfbf",
                "more than Unicode has", "f4908080",
                "a byte that never occurs", "ff",
                "a continuation of nothing", "80",
                "a start without its rest", "e282");
        List<Offence> offences = new ArrayList<>();
        sequences.forEach((name, hex) -> {
            byte[] bad = HexFormat.of().parseHex(hex);
            byte[] inJson =
                    join("{\"type\":\"".getBytes(StandardCharsets.UTF_8), bad, "\"}".getBytes(StandardCharsets.UTF_8));
            offences.add(new Offence(name, NOT_UTF_8, RawFrame.of(TEXT, inJson).masked()));
        });
        // Each of these is the start of a character.
        for (String hex : List.of("eda080", "f4908080", "e28222")) {
            byte[] bad = HexFormat.of().parseHex(hex);
            offences.add(new Offence(
                    hex + " in two frames",
                    NOT_UTF_8,
                    RawFrame.of(TEXT, new byte[] {bad[0]}).unfinished().masked(),
                    RawFrame.of(CONTINUATION, Arrays.copyOfRange(bad, 1, bad.length))
                            .masked()));
        }
        return offences;
    }

    private static List<Offence> control() {
        byte[] long126 = new byte[126];
        List<Offence> offences = new ArrayList<>(List.of(
                new Offence(
                        "a continuation of nothing",
                        PROTOCOL_ERROR,
                        RawFrame.of(CONTINUATION, new byte[1]).masked()),
                new Offence(
                        "a second beginning",
                        PROTOCOL_ERROR,
                        RawFrame.text("{").unfinished().masked(),
                        RawFrame.text("}").masked())));
        for (int opcode : List.of(CLOSE, PING, RawFrame.PONG)) {
            offences.add(new Offence(
                    "a long control frame " + opcode,
                    PROTOCOL_ERROR,
                    RawFrame.of(opcode, long126).masked()));
            offences.add(new Offence(
                    "a control frame in parts " + opcode,
                    PROTOCOL_ERROR,
                    RawFrame.of(opcode, new byte[0]).unfinished().masked()));
        }
        return offences;
    }

    private static List<Offence> headers() {
        String ping = "{\"type\":\"ping\"}";
        List<Offence> offences = new ArrayList<>(List.of(
                new Offence("unmasked", PROTOCOL_ERROR, RawFrame.text(ping).unmasked()),
                new Offence("compressed, which nobody agreed to", PROTOCOL_ERROR, bomb().masked()),
                new Offence(
                        "compressed in parts",
                        PROTOCOL_ERROR,
                        bomb().unfinished().masked(),
                        RawFrame.of(CONTINUATION, new byte[1]).masked())));
        for (int bits = 1; bits <= 7; bits++) {
            offences.add(new Offence(
                    "reserved bits " + bits,
                    PROTOCOL_ERROR,
                    RawFrame.text(ping).reserved(bits).masked()));
        }
        IntStream.concat(IntStream.range(3, 8), IntStream.range(11, 16))
                .forEach(opcode -> offences.add(new Offence(
                        "reserved opcode " + opcode,
                        PROTOCOL_ERROR,
                        RawFrame.of(opcode, ping.getBytes(StandardCharsets.UTF_8))
                                .masked())));
        return offences;
    }

    private static List<Offence> closes() {
        List<Offence> offences = new ArrayList<>(List.of(
                new Offence(
                        "half a close code",
                        PROTOCOL_ERROR,
                        RawFrame.of(CLOSE, new byte[] {3}).masked()),
                new Offence(
                        "a close reason that is no text",
                        RawFrame.of(CLOSE, new byte[] {3, (byte) 0xE8, (byte) 0xC0, (byte) 0x80})
                                .masked(),
                        Set.of(PROTOCOL_ERROR, NOT_UTF_8))));
        for (int code : List.of(0, 1, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 0xFFFF)) {
            offences.add(new Offence(
                    "the close code " + code,
                    PROTOCOL_ERROR,
                    RawFrame.close(code).masked()));
        }
        return offences;
    }

    /** 16 MB of nothing in 16 KB, as permessage-deflate would send it. */
    private static RawFrame bomb() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out =
                new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_COMPRESSION, true))) {
            out.write(new byte[16 << 20]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return RawFrame.of(TEXT, packed.toByteArray()).reserved(0b100);
    }

    /** Text that is no frame of ours: each is rejected, and the socket goes on. */
    static List<String> texts(String conversation) {
        String send = Json.write(
                SocketClient.message("7", conversation, UUID.randomUUID().toString(), "text"));
        List<String> texts = new ArrayList<>();
        IntStream.range(0, send.length())
                .mapToObj(end -> send.substring(0, end))
                .forEach(texts::add);
        for (String field : List.of("type", "id", "conversationId", "clientMessageId", "body", "replyTo")) {
            for (String value :
                    List.of("5", "true", "[]", "{}", "[\"text\"]", "1e999", "-0.0", "9".repeat(400), "\"\\ud800\"")) {
                texts.add(with(send, field, value));
            }
        }
        for (String type :
                List.of("ack", "welcome", "batch", "update", "SEND", "send ", "\\u0000", "", "x".repeat(9_000))) {
            texts.add(with(send, "type", '"' + type + '"'));
        }
        for (String cursor : List.of("\"\"", "\".\"", "\"-1\"", "\"" + "9".repeat(5_000) + "\"", "null", "7")) {
            texts.add("{\"type\":\"resume\",\"cursor\":" + cursor + "}");
        }
        texts.addAll(List.of(
                "[".repeat(LARGEST),
                "{\"a\":".repeat(3_000),
                "{\"type\":\"send\",\"x\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}",
                "{\"type\":\"unheard-of\",\"type\":\"ping\"}",
                send.replaceFirst("\\{", "{\"body\":\"another\","),
                send + send,
                send + "}",
                "\uFEFF" + send,
                send.replace('"', '\''),
                send.replace("text", "te\u0000xt"),
                send.replace("text", "te\nxt"),
                "/* comment */" + send,
                "{\"type\":NaN}",
                "\u0000".repeat(LARGEST),
                " ".repeat(LARGEST)));
        return texts;
    }

    /** The same frame with another value for one of its fields, or with one more. */
    private static String with(String frame, String field, String value) {
        String without =
                frame.replaceFirst(",?\"" + field + "\":\"[^\"]*\"", "").replace("{,", "{");
        return without.substring(0, without.length() - 1) + ",\"" + field + "\":" + value + "}";
    }
}
