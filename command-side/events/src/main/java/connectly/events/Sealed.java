package connectly.events;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonView;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of an event that holds a person's own words or name. The log keeps it apart from the event's row,
 * encrypted, so that it can be erased while the event stays. It is null once it is erased.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@JacksonAnnotationsInside
@JsonView(Sealed.Content.class)
public @interface Sealed {
    /** The view of an event that holds its sealed components and nothing else. */
    interface Content {}
}
