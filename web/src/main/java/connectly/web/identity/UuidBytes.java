package connectly.web.identity;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.jooq.impl.AbstractConverter;

/** Ids as 16 bytes, most significant first. Public because the generated table classes name it. */
public final class UuidBytes extends AbstractConverter<byte[], UUID> {
    public UuidBytes() {
        super(byte[].class, UUID.class);
    }

    @Override
    public UUID from(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    @Override
    public byte[] to(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
