package connectly.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.connections.Ending;
import connectly.web.contract.AsyncApi;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CloseCodesTest {
    @ParameterizedTest
    @CsvSource({
        "REVOKED,4401",
        "RESTARTING,1012",
        "TOO_SLOW,4408",
        "TOO_BIG,1009",
        "ABUSE,1008",
        "NOT_TEXT,1003",
        "BAD_TEXT,1007"
    })
    void theCodesAreThoseOfTheContract(Ending why, int code) {
        assertThat(CloseCodes.of(why).getCode()).isEqualTo(code);
    }

    @Test
    void everyCodeIsDocumentedAndNoOther() {
        Set<String> codes = new TreeSet<>();
        for (Ending why : Ending.values()) {
            codes.add(String.valueOf(CloseCodes.of(why).getCode()));
        }

        assertThat(AsyncApi.ofProduct().closeCodes()).isEqualTo(codes);
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeMayBeSent(Ending why) {
        assertThat(CloseStatus.isTransmittableStatusCode(CloseCodes.of(why).getCode()))
                .isTrue();
    }

    @Test
    void clientsOfAServerThatGoesDownAreToldToComeBackAtDifferentMoments() {
        Set<String> reasons = new HashSet<>();
        while (reasons.size() < 3) {
            reasons.add(CloseCodes.of(Ending.RESTARTING).getReason());
        }

        assertThat(reasons).allMatch(reason -> reason.matches("retry-after=([1-9]|10)"));
    }
}
