package connectly.web.identity;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a caller is to this server, whatever it is in a conversation. */
public enum Role {
    USER,
    /** Whoever holds {@code CONNECTLY_ADMIN_TOKEN}: manages accounts, is no account. */
    ADMIN;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
