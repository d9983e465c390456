package connectly.readmodel;

import java.io.Serial;
import java.util.UUID;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/** Ids stand in the tables as text, so that an operator can read them there. */
public final class UuidConverter extends AbstractConverter<String, UUID> {
    @Serial
    private static final long serialVersionUID = 1L;

    public UuidConverter() {
        super(String.class, UUID.class);
    }

    @Override
    public @Nullable UUID from(@Nullable String text) {
        return text == null ? null : UUID.fromString(text);
    }

    @Override
    public @Nullable String to(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
