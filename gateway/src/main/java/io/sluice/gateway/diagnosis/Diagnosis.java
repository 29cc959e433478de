package io.sluice.gateway.diagnosis;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.plugin.Taken;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.settings.Section;
import io.sluice.gateway.http.TrustedProxies;
import io.sluice.gateway.recorded.RecordedRequest;
import io.sluice.gateway.recorded.RecordedView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out why a guard refuses a request by trying what the usual mistakes would have made of it: another body, another URL, another time,
 * other settings. What makes the guard accept was the mistake; with a signature that cannot be an accident. Tries one mistake, then two at
 * once. Never shows a secret or a signature.
 */
public final class Diagnosis {
    private static final int MOST = 4;

    private final GuardFactory guard;
    private final String webhookId;
    private final Section webhook;
    private final TrustedProxies proxies;

    /**
     * A mistake that was found.
     *
     * @param words what it is
     * @param cure what to do about it
     */
    public record Mistake(String words, String cure) {}

    /**
     * What came out.
     *
     * @param mistakes each of which alone explains the refusal; at most a few
     * @param tried how many were tried; 0 when the guard asks somebody else, who is not bothered with guesses
     */
    public record Findings(List<Mistake> mistakes, int tried) {}

    /**
     * A diagnosis for one guard of one webhook.
     *
     * @param guard whose surroundings are those of a process that serves nothing
     * @param webhook the settings in which it stands, which are right
     */
    public Diagnosis(GuardFactory guard, String webhookId, Section webhook, TrustedProxies proxies) {
        this.guard = guard;
        this.webhookId = webhookId;
        this.webhook = webhook;
        this.proxies = proxies;
    }

    /** Looks for the mistakes in a request that the guard refuses. */
    public Findings examine(RecordedRequest request) {
        RecordedView view = RecordedView.behind(proxies, request);
        if (!guard.read(webhookId, webhook).build().check(view).isDone()) {
            return new Findings(List.of(), 0);
        }
        List<Suspicion> suspicions = new ArrayList<>(BodySuspicions.of(request));
        suspicions.addAll(RequestSuspicions.of(request, view));
        suspicions.addAll(SettingSuspicions.of(request));
        List<Mistake> found = confirmed(request, suspicions);
        int tried = suspicions.size();
        if (found.isEmpty()) {
            List<Suspicion> pairs = pairs(suspicions);
            tried += pairs.size();
            found = confirmed(request, pairs);
        }
        return new Findings(found, tried);
    }

    private static List<Suspicion> pairs(List<Suspicion> suspicions) {
        List<Suspicion> pairs = new ArrayList<>();
        for (int i = 0; i < suspicions.size(); i++) {
            for (int j = i + 1; j < suspicions.size(); j++) {
                if (suspicions.get(i).canMeet(suspicions.get(j))) {
                    pairs.add(suspicions.get(i).and(suspicions.get(j)));
                }
            }
        }
        return pairs;
    }

    private List<Mistake> confirmed(RecordedRequest request, List<Suspicion> suspicions) {
        return suspicions.stream()
                .filter(suspicion -> explains(suspicion, request))
                .limit(MOST)
                .map(suspicion -> new Mistake(suspicion.words(), suspicion.cure()))
                .toList();
    }

    private boolean explains(Suspicion suspicion, RecordedRequest request) {
        AlteredSection settings = new AlteredSection(webhook, suspicion.settings());
        GuardPlan plan = guard.read(webhookId, settings);
        if (settings.faulty()) {
            return false;
        }
        RecordedView view = RecordedView.behind(proxies, suspicion.request().apply(request));
        CompletableFuture<Verdict> verdict = plan.build().check(view);
        boolean accepted =
                verdict.isDone() && !verdict.isCompletedExceptionally() && verdict.join() instanceof Verdict.Accept;
        if (accepted) {
            ((Verdict.Accept) verdict.join()).taken().forEach(Taken::giveBack);
        }
        return accepted;
    }
}
