package connectly.eventlog;

import java.lang.reflect.Type;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.conversion.ConversionException;
import org.axonframework.conversion.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Axon's converter for a process in which nothing needs one: commands never leave it, and the log decodes its events
 * itself, by a {@link PayloadCodec}. Axon insists on having one, and its own is Jackson 2.
 */
public final class IdentityConverter implements Converter {
    @Override
    public boolean canConvert(Type sourceType, Type targetType) {
        return sourceType.equals(targetType);
    }

    /** @throws ConversionException if the input is not of the wanted type already */
    @Override
    // The target type stands for the T, as the interface has it.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> @Nullable T convert(@Nullable Object input, Type targetType) {
        if (input == null || (targetType instanceof Class<?> wanted && wanted.isInstance(input))) {
            return (T) input;
        }
        throw new ConversionException(
                "a %s is no %s".formatted(input.getClass().getTypeName(), targetType.getTypeName()));
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {}
}
