package io.sluice.core.config;

import io.sluice.core.plugin.ConfiguredGuard;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in plain lines what a configuration will do. */
final class Description {

    private Description() {}

    static String of(Configuration configuration) {
        String webhooks = configuration.webhooks().values().stream()
                .map(Description::webhook)
                .collect(Collectors.joining("\n"));
        return webhooks + "\n" + connections(configuration.connections());
    }

    private static String webhook(Webhook webhook) {
        StringBuilder lines = new StringBuilder(webhook.id()).append('\n');
        line(lines, "takes", webhook.dataType() == Webhook.DataType.JSON ? "JSON" : "any body");
        Admission admission = webhook.admission();
        if (!admission.trustedProxies().isEmpty()) {
            line(lines, "proxies", admission.trustedProxies() + ": trusted to name the sender");
        }
        if (admission.guards().isEmpty()) {
            line(lines, "guards", "none: anyone may send");
        }
        for (ConfiguredGuard guard : admission.guards()) {
            line(lines, "guard", guard.plan().describe());
        }
        admission.quarantine().ifPresent(kept -> line(lines, "on failure", quarantine(kept)));
        line(lines, "module", webhook.module() + ": " + webhook.destination().describe());
        line(lines, "retry", retry(webhook.retry()));
        line(lines, "credentials", cleanup(webhook.cleanup()));
        return lines.toString();
    }

    private static void line(StringBuilder lines, String word, String text) {
        lines.append("  ")
                .append(word)
                .append(" ".repeat(13 - word.length()))
                .append(text)
                .append('\n');
    }

    private static String retry(RetryPolicy retry) {
        if (retry.maxAttempts() == 1) {
            return "none: one attempt, then the dead letters";
        }
        return retry.maxAttempts() + " attempts, waiting " + plain(retry.initialDelay()) + ", each time "
                + (float) retry.multiplier() + " times longer, at most " + plain(retry.maxDelay())
                + ", then the dead letters";
    }

    private static String quarantine(QuarantineBounds kept) {
        return "refused and kept apart: at most " + kept.requests() + " requests and " + kept.bytes() + " bytes, for "
                + plain(kept.age());
    }

    private static String cleanup(CredentialCleanup cleanup) {
        String done = cleanup.mode() == CredentialCleanup.Mode.MASK ? "masked" : "removed";
        String more = cleanup.fields().isEmpty() ? "" : ", also " + String.join(", ", cleanup.fields());
        return done + (cleanup.enabled() ? " in the event log and for the destination" : " in the event log") + more;
    }

    private static String connections(Connections connections) {
        String log = connections.clickHouse().map(Object::toString).orElse("embedded store");
        String limits = connections.redis().map(Object::toString).orElse("memory of this instance");
        return "event log: " + log + "\nlimits and statistics: " + limits + "\n";
    }

    private static String plain(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
