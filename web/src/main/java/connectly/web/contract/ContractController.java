package connectly.web.contract;

import java.io.IOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the contract to everybody. The document is written by hand: it promises, and tests hold the controllers to it,
 * so a slip in a controller cannot quietly become the contract.
 */
@RestController
final class ContractController {
    private final byte[] openApi;
    private final String tag;

    ContractController() throws IOException {
        this.openApi = new ClassPathResource("contract/openapi.json").getContentAsByteArray();
        this.tag = '"' + DigestUtils.md5DigestAsHex(openApi) + '"';
    }

    /** By content and not by date: a reproducible build gives the files of every release the same date. */
    @GetMapping("/openapi.json")
    ResponseEntity<byte[]> openApi() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache())
                .eTag(tag)
                .body(openApi);
    }
}
