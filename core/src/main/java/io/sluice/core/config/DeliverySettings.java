package io.sluice.core.config;

import io.sluice.core.config.CredentialCleanup.Mode;
import io.sluice.core.settings.Section;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the keys {@code retry} and {@code credential_cleanup} of a webhook. */
final class DeliverySettings {
    private static final int MAX_ATTEMPTS = 1_000;
    private static final Duration LONGEST = Duration.ofDays(7);

    private DeliverySettings() {}

    /** Without the key retries are on, {@link RetryPolicy#DEFAULT}; with it, what it leaves out is as in the compatible format. */
    static RetryPolicy retry(Section webhook) {
        Optional<Section> section = webhook.section("retry");
        if (section.isEmpty()) {
            return RetryPolicy.DEFAULT;
        }
        Section retry = section.get();
        boolean enabled = retry.flag("enabled", true);
        RetryPolicy policy = new RetryPolicy(
                (int) retry.integer("max_attempts", 3, 1, MAX_ATTEMPTS),
                retry.duration("initial_delay", Duration.ofSeconds(1), Duration.ZERO, LONGEST),
                retry.duration("max_delay", Duration.ofSeconds(60), Duration.ZERO, LONGEST),
                retry.number("backoff_multiplier", 2.0, 1.0, 1_000.0));
        withoutEffect(retry, "retryable_errors");
        withoutEffect(retry, "non_retryable_errors");
        if (policy.initialDelay().compareTo(policy.maxDelay()) > 0) {
            retry.warning("initial_delay", "longer than max_delay", "max_delay is waited from the first time on");
        }
        return enabled ? policy : RetryPolicy.NONE;
    }

    static CredentialCleanup cleanup(Section webhook) {
        Optional<Section> section = webhook.section("credential_cleanup");
        if (section.isEmpty()) {
            return CredentialCleanup.DEFAULT;
        }
        Section cleanup = section.get();
        List<String> fields = cleanup.strings("fields");
        if (fields.contains("")) {
            cleanup.problem("fields", "a field without a name", "remove it");
        }
        return new CredentialCleanup(cleanup.flag("enabled", true), cleanup.choice("mode", Mode.MASK), fields);
    }

    private static void withoutEffect(Section retry, String key) {
        if (!retry.strings(key).isEmpty()) {
            retry.warning(key, "has no effect", "the destination decides which failures may pass; remove the key");
        }
    }
}
