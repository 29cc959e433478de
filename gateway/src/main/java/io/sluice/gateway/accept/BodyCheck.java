package io.sluice.gateway.accept;

import io.sluice.core.config.Webhook;
import io.sluice.core.json.JsonCheck;
import io.sluice.core.json.Malformed;
import io.sluice.gateway.http.Problem;
import io.sluice.gateway.options.Limits;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a body is what its webhook takes. For JSON the content type is not asked when the body is JSON, because senders get it
 * wrong too often ({@code curl -d} says it sends a form); when it is not, a type that is clearly something else gets 415
 * instead of 400, and so does a compressed body.
 */
final class BodyCheck {
    /** @param reason a word of a fixed vocabulary */
    record Refusal(String reason, Problem problem) {}

    private static final int LONGEST_NUMBER = 1_000;
    private static final Refusal COMPRESSED = new Refusal(
            "unsupported_media_type",
            Problem.of(415, "Compressed bodies are not taken: send it without Content-Encoding")
                    .with("Accept-Encoding", "identity"));
    private static final Refusal NOT_JSON = new Refusal(
            "unsupported_media_type",
            Problem.of(415, "Unsupported content type: this webhook takes application/json")
                    .with("Accept-Post", "application/json"));

    private final JsonCheck json;

    BodyCheck(Limits limits) {
        this.json = new JsonCheck(new JsonCheck.Limits(limits.jsonDepth(), limits.jsonStringBytes(), LONGEST_NUMBER));
    }

    Optional<Refusal> refusal(Exchange exchange) {
        if (exchange.route.dataType() == Webhook.DataType.BLOB) {
            return Optional.empty();
        }
        byte[] body = exchange.body();
        Optional<Malformed> malformed = json.check(body, 0, body.length);
        if (malformed.isEmpty()) {
            return Optional.empty();
        }
        String coding = exchange.header("Content-Encoding");
        if (!coding.isEmpty() && !coding.equalsIgnoreCase("identity")) {
            return Optional.of(COMPRESSED);
        }
        if (isSomethingElse(exchange.header("Content-Type").toLowerCase(Locale.ROOT))) {
            return Optional.of(NOT_JSON);
        }
        return Optional.of(
                new Refusal("malformed_json", Problem.of(400, "Malformed JSON payload: " + malformed.get())));
    }

    private static boolean isSomethingElse(String type) {
        return !type.isEmpty()
                && !type.contains("json")
                && !type.startsWith("text/plain")
                && !type.startsWith("application/octet-stream");
    }
}
