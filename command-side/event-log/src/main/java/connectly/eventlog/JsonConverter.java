package connectly.eventlog;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.conversion.ConversionException;
import org.axonframework.conversion.Converter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;

/**
 * Converts objects to JSON bytes and back with Jackson 3.
 *
 * <p>Bytes are always JSON; any other pair of types is mapped field by field. What is already of the wanted class is
 * handed through untouched. Axon's own converter is Jackson 2, which stays off our class path.
 */
public final class JsonConverter implements Converter {
    private final ObjectMapper mapper;

    /** Finding the reader of a type costs more than reading a small event; types are few, they come from the code. */
    private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

    public JsonConverter(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public boolean canConvert(Type sourceType, Type targetType) {
        return true;
    }

    /** @throws ConversionException if the input does not have the shape of the target */
    @Override
    // The target type stands for the T, as the interface has it.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> @Nullable T convert(@Nullable Object input, Type targetType) {
        if (input == null || (targetType instanceof Class<?> wanted && wanted.isInstance(input))) {
            return (T) input;
        }
        try {
            return (T) converted(input, targetType);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new ConversionException(
                    "cannot convert %s to %s".formatted(input.getClass().getTypeName(), targetType.getTypeName()), e);
        }
    }

    private Object converted(Object input, Type targetType) {
        if (targetType == byte[].class) {
            return mapper.writeValueAsBytes(input);
        }
        if (input instanceof byte[] json) {
            return readers.computeIfAbsent(targetType, type -> mapper.readerFor(mapper.constructType(type)))
                    .readValue(json);
        }
        return mapper.convertValue(input, mapper.constructType(targetType));
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("mapper", mapper);
    }
}
