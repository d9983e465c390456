package connectly.bench.wire;

import java.nio.charset.StandardCharsets;

/** Walks through JSON that is known to be whole, in its bytes, making no objects. */
public final class JsonBytes {
    /** What {@link #number} answers for null and for what is no integer. */
    public static final long NONE = Long.MIN_VALUE;

    private static final int TEN = 10;

    private byte[] bytes = {};
    private int at;
    private int end;
    private int from;
    private int to;

    public void reset(byte[] json, int first, int last) {
        bytes = json;
        at = first;
        end = last;
    }

    /** Goes into an object or array, if that is what comes next. */
    public boolean enter(char bracket) {
        blanks();
        if (at < end && bytes[at] == bracket) {
            at++;
            return true;
        }
        return false;
    }

    /** Goes to the next value of an object, and takes its name; false at the object's end, which is then behind. */
    public boolean field() {
        if (!element()) {
            return false;
        }
        if (!string()) {
            throw broken();
        }
        blanks();
        if (at >= end || bytes[at++] != ':') {
            throw broken();
        }
        return true;
    }

    /** Goes to the next value of an array; false at the array's end, which is then behind. */
    public boolean element() {
        blanks();
        if (at < end && bytes[at] == ',') {
            at++;
            blanks();
        }
        if (at < end && (bytes[at] == '}' || bytes[at] == ']')) {
            at++;
            return false;
        }
        return true;
    }

    /** Takes a string as it is written, escapes and all; skips any other value and answers false. */
    public boolean string() {
        blanks();
        if (at >= end || bytes[at] != '"') {
            skip();
            return false;
        }
        from = ++at;
        while (at < end && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        if (at >= end) {
            throw broken();
        }
        to = at++;
        return true;
    }

    /** Takes an integer; skips any other value and answers {@link #NONE}. */
    public long number() {
        blanks();
        int first = at;
        skip();
        boolean negative = bytes[first] == '-';
        int digit = negative ? first + 1 : first;
        long number = 0;
        for (int i = digit; i < at; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return NONE;
            }
            number = number * TEN + bytes[i] - '0';
        }
        return at == digit ? NONE : negative ? -number : number;
    }

    /** Goes past one value. */
    public void skip() {
        blanks();
        if (at >= end) {
            throw broken();
        }
        switch (bytes[at]) {
            case '"' -> string();
            case '{', '[' -> {
                boolean object = bytes[at++] == '{';
                while (object ? field() : element()) {
                    skip();
                }
            }
            default -> {
                while (at < end && isOfWord(bytes[at])) {
                    at++;
                }
            }
        }
    }

    private static boolean isOfWord(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || b == '-' || b == '+' || b == '.' || b == 'E';
    }

    private void blanks() {
        while (at < end && bytes[at] <= ' ' && bytes[at] >= 0) {
            at++;
        }
    }

    /** Whether the name or string just taken is this one. */
    public boolean is(byte[] ascii) {
        int length = to - from;
        if (length != ascii.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[from + i] != ascii[i]) {
                return false;
            }
        }
        return true;
    }

    /** Where the name or string just taken begins. */
    public int from() {
        return from;
    }

    /** Where it ends. */
    public int to() {
        return to;
    }

    private IllegalArgumentException broken() {
        return new IllegalArgumentException(
                "This is no JSON at byte %d: %s".formatted(at, new String(bytes, 0, end, StandardCharsets.UTF_8)));
    }
}
