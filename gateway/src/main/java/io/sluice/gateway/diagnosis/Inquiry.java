package io.sluice.gateway.diagnosis;

import io.sluice.core.config.Webhook;
import io.sluice.core.plugin.ConfiguredGuard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardFactory.Phase;
import io.sluice.core.plugin.SecretMatch;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.settings.Section;
import io.sluice.gateway.accept.Examination;
import io.sluice.gateway.guard.mtls.MtlsFactory;
import io.sluice.gateway.http.TrustedProxies;
import io.sluice.gateway.options.GatewayOptions;
import io.sluice.gateway.recorded.RecordedRequest;
import io.sluice.gateway.recorded.RecordedView;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges a recorded request as the gateway would have, and accounts for it step by step. What looks at other requests is left out: rate
 * limits, replays, duplicates.
 */
public final class Inquiry {
    private static final Set<Phase> ASKED = EnumSet.of(Phase.ADDRESS, Phase.IDENTITY, Phase.PAYLOAD);

    private final Webhook webhook;
    private final Section section;
    private final List<GuardFactory> guards;
    private final GatewayOptions options;

    /**
     * One check.
     *
     * @param check the guard's key, or what else was checked
     * @param asks what it asks of a request
     * @param passes whether the request passed it
     * @param cause why, in a few words
     * @param explanation what was looked at
     * @param diagnosis what the mistake was, when it did not pass and that can be found out
     */
    public record Step(
            String check,
            String asks,
            boolean passes,
            String cause,
            List<String> explanation,
            Optional<Diagnosis.Findings> diagnosis) {}

    /**
     * An inquiry into requests to one webhook.
     *
     * @param section the webhook's settings
     * @param guards all there are, in surroundings without Redis, so that what is taken here is missed by nobody
     */
    public Inquiry(Webhook webhook, Section section, List<GuardFactory> guards, GatewayOptions options) {
        this.webhook = webhook;
        this.section = section;
        this.guards = List.copyOf(guards);
        this.options = options;
    }

    /** The URL that the sender called, as it is seen behind the trusted proxies. */
    public String url(RecordedRequest request) {
        return RecordedView.behind(proxies(), request).url();
    }

    /** The checks in order, up to the first that the request does not pass. */
    public List<Step> examine(RecordedRequest request) throws InterruptedException {
        Examination examination = Examination.of(webhook, options.trustedProxies(), options.limits());
        Examination.Findings findings = examination.examine(request, ASKED);
        findings.giveBack();
        List<Step> steps = new ArrayList<>();
        for (Examination.Step step : findings.steps()) {
            steps.add(step(step, request));
        }
        return List.copyOf(steps);
    }

    private Step step(Examination.Step step, RecordedRequest request) {
        Optional<ConfiguredGuard> configured = webhook.admission().guards().stream()
                .filter(guard -> guard.key().equals(step.guard()))
                .findFirst();
        List<String> explanation = configured
                .map(guard -> guard.plan().explain(RecordedView.behind(proxies(), request)))
                .orElse(List.of());
        boolean passes = step.verdict() instanceof Verdict.Accept || step.verdict() instanceof Verdict.Answered;
        return new Step(
                step.guard(),
                step.description(),
                passes,
                step.verdict() instanceof Verdict.Accept accept ? matches(accept.matches()) : step.cause(),
                explanation,
                passes || !(step.verdict() instanceof Verdict.Reject)
                        ? Optional.empty()
                        : diagnosis(step.guard(), request));
    }

    private static String matches(List<SecretMatch> matches) {
        return matches.stream()
                .map(match -> "secret " + match.secret() + " of " + match.guard() + " matched")
                .collect(Collectors.joining(", "));
    }

    private Optional<Diagnosis.Findings> diagnosis(String key, RecordedRequest request) {
        return guards.stream()
                .filter(guard -> guard.key().equals(key))
                .filter(_ ->
                        !key.equals(MtlsFactory.KEY)) // nothing in a request could have made its certificate another
                .findFirst()
                .map(guard -> new Diagnosis(guard, webhook.id(), section, proxies()).examine(request));
    }

    private TrustedProxies proxies() {
        return new TrustedProxies(
                options.trustedProxies().and(webhook.admission().trustedProxies()));
    }
}
