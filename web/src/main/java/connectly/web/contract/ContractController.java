package connectly.web.contract;

import java.io.IOException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the contract to everybody: the calls over HTTP, and the frames of the socket. The documents are written by hand:
 * they promise, and tests hold the product to them, so a slip in the product cannot quietly become the contract.
 */
@RestController
final class ContractController {
    private final Document openApi;
    private final Document asyncApi;

    ContractController() throws IOException {
        this.openApi = new Document("contract/openapi.json");
        this.asyncApi = new Document("contract/asyncapi.json");
    }

    @GetMapping("/openapi.json")
    ResponseEntity<byte[]> openApi() {
        return openApi.answer();
    }

    @GetMapping("/asyncapi.json")
    ResponseEntity<byte[]> asyncApi() {
        return asyncApi.answer();
    }
}
