package connectly.bench.chat;

import java.util.Arrays;

/** Which message has which seq in one conversation, in eight bytes each: long runs must not fill the memory. */
final class History {
    private static final long PRIME = 0x9E3779B97F4A7C15L;
    private static final int BYTE = 0xff;

    private long[] digests = new long[64];
    private int size;

    /** Takes the message with the next seq. */
    void add(byte[] messageId, long number) {
        if (size == digests.length) {
            digests = Arrays.copyOf(digests, size * 2);
        }
        digests[size++] = digest(messageId, number);
    }

    /** How many there are, which is also the seq of the last. */
    int size() {
        return size;
    }

    boolean has(long seq, byte[] messageId, long number) {
        return seq >= 1 && seq <= size && digests[(int) seq - 1] == digest(messageId, number);
    }

    private static long digest(byte[] messageId, long number) {
        long digest = number;
        for (byte b : messageId) {
            digest = (digest ^ (b & BYTE)) * PRIME;
        }
        return digest ^ (digest >>> Integer.SIZE);
    }
}
