package connectly.web.contract;

import java.io.IOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;

/** A document of the contract, served as it is. */
final class Document {
    private final byte[] content;
    private final String tag;

    /** @param file on the class path */
    Document(String file) throws IOException {
        this.content = new ClassPathResource(file).getContentAsByteArray();
        this.tag = '"' + DigestUtils.md5DigestAsHex(content) + '"';
    }

    /** Asked for by content and not by date: a reproducible build gives the files of every release the same date. */
    ResponseEntity<byte[]> answer() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache())
                .eTag(tag)
                .body(content);
    }
}
