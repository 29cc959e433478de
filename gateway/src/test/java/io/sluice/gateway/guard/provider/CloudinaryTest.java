package io.sluice.gateway.guard.provider;

import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SHA-256, as https://github.com/cloudinary/cloudinary_npm/blob/master/test/utils/utils_spec.js has it. */
final class CloudinaryTest {
    @Test
    void an_account_with_sha256_is_configured_so() {
        Instant at = Instant.ofEpochMilli(7_952_342_400_000L);
        TestRequest request = TestRequest.post(
                        "{\"public_id\":\"b8sjhoslj8cq8ovoa0ma\",\"version\":\"1555337587\",\"width\":1000,\"height\":800}")
                .header("X-Cld-Timestamp", "7952342400000")
                .header("X-Cld-Signature", "6c5a29fd8815772fbac2f10ae741e093d0859313947ef8fadeb29126ded6649c")
                .at(at);
        Configured sha256 = Catalogue.configured(
                new Standing(at).surroundings(), new Cloudinary(), "\"hardcoded\"", Map.of("algorithm", "sha256"));
        sha256.acceptance(request);
        Catalogue.configured(new Standing(at).surroundings(), new Cloudinary(), "\"hardcoded\"", Map.of())
                .refusal(request);
    }
}
