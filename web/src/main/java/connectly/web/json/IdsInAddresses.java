package connectly.web.json;

import java.beans.PropertyEditorSupport;
import java.util.UUID;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * An address names an id in the same form as a body does. An editor and no converter: where a converter fails, Spring
 * tries {@link UUID#fromString} after it.
 */
@ControllerAdvice
final class IdsInAddresses {
    @InitBinder
    void readIds(WebDataBinder binder) {
        binder.registerCustomEditor(UUID.class, new Reader());
    }

    private static final class Reader extends PropertyEditorSupport {
        @Override
        public void setAsText(String text) {
            setValue(UuidText.parse(text).orElseThrow(() -> new IllegalArgumentException("not a UUID")));
        }
    }
}
