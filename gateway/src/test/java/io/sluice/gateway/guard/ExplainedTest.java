package io.sluice.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.GuardFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the operator is shown of a request that is signed in other ways than with a template. */
final class ExplainedTest {
    private static final String DISCORD_KEY = "26b40b8f93fff3d897112f7ebc582b232dbd72517d082fe83cfb30ddce43d1bb";

    private static String explained(String webhook, TestRequest request) {
        String key = webhook.substring(2, webhook.indexOf('"', 2));
        GuardFactory factory = Guards.all(new Standing(GuardContract.NOW).surroundings()).stream()
                .filter(guard -> guard.key().equals(key))
                .findFirst()
                .orElseThrow();
        Configured.Read read = Configured.read(factory, webhook);
        assertThat(read.errors()).isEmpty();
        List<String> lines = read.plan().explain(request);
        assertThat(lines).isNotEmpty();
        return String.join("\n", lines);
    }

    @Test
    void an_http_signature() {
        String webhook = """
                {"http_signature": {"keys": {"id": "shop", "secret": "s3cret"},
                  "components": ["@method", "@authority", "content-digest"]}}""";
        String input = "sig1=(\"@method\" \"@authority\" \"authorization\");created="
                + GuardContract.NOW.getEpochSecond() + ";keyid=\"%s\";alg=\"ed25519\"";
        TestRequest request = TestRequest.post("{}")
                .header("Authorization", "Bearer hunter2")
                .header("Content-Digest", "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:")
                .header("Signature", "sig1=:AAAA:");
        assertThat(explained(webhook, request.header("Signature-Input", input.formatted("shop"))))
                .contains("sig1 covers (\"@method\" \"@authority\" \"authorization\")")
                .contains("its bytes in the header Signature: 3 bytes")
                .contains("it does not cover content-digest")
                .contains("sent at 2026-03-01T12:00:00Z, within the tolerance of 300 s")
                .contains("the key shop, and says the algorithm ed25519: which is configured for hmac-sha256")
                .contains("  \"@authority\": hooks.example.com\n")
                .contains("  \"authorization\": (not shown)\n")
                .contains("  \"@signature-params\": (\"@method\"")
                .contains("digest")
                .doesNotContain("hunter2", "s3cret");
        assertThat(explained(webhook, request.header("Signature-Input", input.formatted("other"))))
                .contains("the key other", "which is not configured; configured are shop");
        assertThat(explained(webhook, request)).contains("the header Signature-Input is missing");
        assertThat(explained(webhook, request.header("Signature-Input", "sig1=(")))
                .contains("the header Signature-Input is malformed");
    }

    @Test
    void a_provider_with_a_public_key() {
        String webhook = "{\"provider\": {\"name\": \"discord\", \"public_key\": \"" + DISCORD_KEY + "\"}}";
        TestRequest request = TestRequest.post("{\"type\":2}")
                .header("X-Signature-Ed25519", "00".repeat(64))
                .header("X-Signature-Timestamp", "1772366400");
        assertThat(explained(webhook, request))
                .contains("X-Signature-Ed25519 holds a signature in hex, 64 bytes")
                .contains("X-Signature-Timestamp says that it was sent at 2026-03-01T12:00:00Z")
                .contains("tried are 1 key")
                .contains("signed is a text of 20 bytes: 1772366400{\"type\":2}");
        assertThat(explained(webhook, TestRequest.post("{}"))).contains("the header X-Signature-Ed25519 is missing");
    }

    @Test
    void a_provider_with_rules_of_its_own() {
        String webhook = "{\"provider\": {\"name\": \"twilio\", \"secret\": \"s3cret\"}}";
        TestRequest form = TestRequest.post("b=2&a=1").header("X-Twilio-Signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        assertThat(explained(webhook, form))
                .contains("secret 0 counts")
                .contains("signed is a text of 44 bytes: https://hooks.example.com/webhook/ordersa1b2")
                .doesNotContain("s3cret");
        assertThat(explained(webhook, TestRequest.post("{}"))).contains("X-Twilio-Signature is missing");
    }

    @Test
    void a_provider_with_a_certificate() {
        String topics = "{\"provider\": {\"name\": \"aws_sns\", \"topics\": [\"arn:aws:sns:eu-west-1:1:t\"]}}";
        String message = "{\"Type\": \"Notification\", \"TopicArn\": \"arn:aws:sns:eu-west-1:1:t\", \"Message\": \"m\","
                + " \"MessageId\": \"i\", \"Timestamp\": \"2026-03-01T12:00:00.000Z\", \"SignatureVersion\": \"1\","
                + " \"SigningCertURL\": \"https://evil.example/x.pem\"}";
        assertThat(explained(topics, TestRequest.post(message)))
                .contains("a Notification of the topic arn:aws:sns:eu-west-1:1:t")
                .contains("SignatureVersion is 1")
                .contains("https://evil.example/x.pem, which is no place of Amazon SNS")
                .contains("within the tolerance")
                .contains("Message\\nm\\nMessageId\\ni\\n");
        String confirmation =
                message.replace("Notification", "SubscriptionConfirmation").replace("{", "{\"Token\": \"hunter2\", ");
        assertThat(explained(topics, TestRequest.post(confirmation))).doesNotContain("hunter2");
        assertThat(explained(topics, TestRequest.post("no"))).contains("no JSON");

        String paypal = "{\"provider\": {\"name\": \"paypal\", \"webhook_id\": \"WH-hunter2\"}}";
        TestRequest transmission = TestRequest.post("{}")
                .header("PAYPAL-TRANSMISSION-ID", "id")
                .header("PAYPAL-TRANSMISSION-TIME", "2026-03-01T12:00:00Z")
                .header("PAYPAL-AUTH-ALGO", "SHA256withRSA");
        assertThat(explained(paypal, transmission))
                .contains("PAYPAL-TRANSMISSION-SIG is missing", "PAYPAL-CERT-URL is missing")
                .contains("id|2026-03-01T12:00:00Z|{webhook_id}|2745614147")
                .doesNotContain("hunter2");
    }
}
