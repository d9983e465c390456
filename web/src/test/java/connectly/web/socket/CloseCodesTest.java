package connectly.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.connections.Ending;
import connectly.web.contract.AsyncApi;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CloseCodesTest {
    @Test
    void everyCodeIsDocumentedAndNoOther() {
        Set<String> codes = new TreeSet<>();
        for (Ending why : Ending.values()) {
            codes.add(String.valueOf(CloseCodes.of(why).getCode()));
        }

        assertThat(AsyncApi.ofProduct().closeCodes()).isEqualTo(codes);
    }
}
