package io.sluice.core.config;

import io.sluice.core.plugin.DestinationPlan;
import io.sluice.core.plugin.GuardPlan;
import java.util.List;

/**
 * One webhook of {@code webhooks.json}, validated.
 *
 * @param guards in the order in which they are asked
 */
public record Webhook(
        String id,
        DataType dataType,
        String module,
        DestinationPlan destination,
        List<GuardPlan> guards,
        RetryPolicy retry,
        CredentialCleanup cleanup) {

    /** What a body must be. */
    public enum DataType {
        JSON,
        BLOB
    }
}
