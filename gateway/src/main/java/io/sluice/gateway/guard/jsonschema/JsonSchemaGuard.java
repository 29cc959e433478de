package io.sluice.gateway.guard.jsonschema;

import io.sluice.core.json.JsonCheck;
import io.sluice.core.json.Malformed;
import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.payload.PayloadChecks;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * A payload must fit a schema. The sender is told where it does not, so that it can be mended, but no text of the schema: one that must
 * equal a constant may be a secret. Judged beside the event loops, whatever its size: how long it takes depends on the schema.
 */
final class JsonSchemaGuard implements Guard {
    static final String KEY = "json_schema";

    /** A body whose webhook takes JSON is known to be some; of a blob nobody knows. */
    private static final JsonCheck WELL_FORMED = new JsonCheck(JsonCheck.Limits.DEFAULT);

    private final PayloadSchema schema;
    private final PayloadChecks checks;
    private final boolean knownJson;

    /** @param knownJson whether the body was found to be JSON before */
    JsonSchemaGuard(PayloadSchema schema, PayloadChecks checks, boolean knownJson) {
        this.schema = schema;
        this.checks = checks;
        this.knownJson = knownJson;
    }

    @Override
    public CompletableFuture<Verdict> check(WebhookRequest request) {
        byte[] payload = request.payload();
        return checks.run(KEY, () -> judge(payload).now());
    }

    private Verdict judge(byte[] payload) {
        if (!knownJson) {
            Optional<Malformed> malformed = WELL_FORMED.check(payload, 0, payload.length);
            if (malformed.isPresent()) {
                return refusal("it is no JSON: " + malformed.get(), "it is no JSON: " + malformed.get());
            }
        }
        return switch (schema.judge(payload)) {
            case PayloadSchema.Outcome.Fits _ -> new Verdict.Accept();
            case PayloadSchema.Outcome.DoesNotFit(List<Misfit> misfits) ->
                refusal(
                        misfits.stream()
                                .map(misfit -> misfit.place() + ": " + misfit.words())
                                .collect(Collectors.joining("; ")),
                        misfits.stream()
                                .map(misfit -> misfit.place() + " fails " + misfit.keyword())
                                .collect(Collectors.joining("; ")));
            case PayloadSchema.Outcome.NotJson(String cause) ->
                refusal("it cannot be read without doubt", "it cannot be read without doubt: " + cause);
            case PayloadSchema.Outcome.Costly _ ->
                refusal(
                        "it takes too much work to check",
                        "to check it takes more work than its size allows: look for a costly pattern in the schema, or for one that"
                                + " branches at each level");
        };
    }

    private static Verdict refusal(String detail, String cause) {
        return new Verdict.Reject(422, KEY, "The payload does not fit the schema: " + detail, List.of(), cause);
    }
}
