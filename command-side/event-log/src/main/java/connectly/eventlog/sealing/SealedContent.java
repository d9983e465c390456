package connectly.eventlog.sealing;

import connectly.eventlog.EventLogException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A piece of sealed content, which says itself which keys open it. Its stored form is a header and the ciphertext:
 *
 * <pre>
 * 1 byte     1, the form
 * 1 byte     length of the author, then the author in UTF-8
 * 1 byte     length of the context, 0 for none, then the context in UTF-8
 * 7 bytes    the month, such as 2026-11, if there is a context
 * 12 bytes   nonce
 * the rest   AES-256-GCM ciphertext and, last, its tag of 16 bytes
 * </pre>
 *
 * @param month in UTC; null exactly where the scope has no context
 * @param headerLength bytes before the nonce
 */
// The bytes are a row's and are never compared.
@SuppressWarnings("ArrayRecordComponent")
record SealedContent(ContentScope scope, @Nullable YearMonth month, byte[] stored, int headerLength) {
    private static final byte FORM = 1;
    private static final int LONGEST_NAME = 255;
    private static final int MONTH_LENGTH = 7;

    /** The header of content yet to be sealed. */
    static byte[] header(ContentScope scope, @Nullable YearMonth month) {
        byte[] author = name(scope.author());
        byte[] context = scope.context() == null ? new byte[0] : name(scope.context());
        ByteBuffer header =
                ByteBuffer.allocate(3 + author.length + context.length + (month == null ? 0 : MONTH_LENGTH));
        header.put(FORM).put((byte) author.length).put(author);
        header.put((byte) context.length).put(context);
        if (month != null) {
            header.put(month.toString().getBytes(StandardCharsets.US_ASCII));
        }
        return header.array();
    }

    private static byte[] name(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > LONGEST_NAME) {
            throw new IllegalArgumentException("an author or context has 1 to 255 bytes");
        }
        return bytes;
    }

    /** @throws EventLogException if the bytes do not have the form */
    static SealedContent parse(byte[] stored) {
        try {
            ByteBuffer in = ByteBuffer.wrap(stored);
            byte form = in.get();
            String author = text(in, Byte.toUnsignedInt(in.get()));
            String context = text(in, Byte.toUnsignedInt(in.get()));
            YearMonth month = context.isEmpty() ? null : month(text(in, MONTH_LENGTH));
            if (form != FORM || in.remaining() < MasterKey.NONCE_LENGTH) {
                throw malformed(null);
            }
            ContentScope scope = new ContentScope(author, context.isEmpty() ? null : context);
            return new SealedContent(scope, month, stored, in.position());
        } catch (BufferUnderflowException | NumberFormatException | DateTimeException e) {
            throw malformed(e);
        }
    }

    /** As {@link YearMonth#parse} reads it, which takes ten times as long. */
    private static YearMonth month(String text) {
        YearMonth month = YearMonth.of(Integer.parseInt(text, 0, 4, 10), Integer.parseInt(text, 5, MONTH_LENGTH, 10));
        if (!month.toString().equals(text)) {
            throw new DateTimeException("no month: " + text);
        }
        return month;
    }

    private static String text(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static EventLogException malformed(@Nullable Exception cause) {
        return new EventLogException("Sealed content is not what was stored.", cause);
    }

    byte[] header() {
        return Arrays.copyOf(stored, headerLength);
    }
}
