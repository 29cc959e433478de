package io.sluice.core.config;

import io.sluice.core.plugin.DestinationPlan;

/** One webhook of {@code webhooks.json}, validated. */
public record Webhook(
        String id,
        DataType dataType,
        String module,
        DestinationPlan destination,
        Admission admission,
        RetryPolicy retry,
        CredentialCleanup cleanup) {

    /** What a body must be. */
    public enum DataType {
        JSON,
        BLOB
    }
}
