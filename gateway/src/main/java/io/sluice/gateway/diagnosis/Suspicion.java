package io.sluice.gateway.diagnosis;

import io.sluice.gateway.recorded.RecordedRequest;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A mistake that may have been made, and how things would be without it.
 *
 * @param aspects what it is about; of two mistakes about the same only one can have been made
 * @param words what the mistake is, when things pass without it
 * @param cure what to do about it
 * @param request the request without the mistake
 * @param settings the settings without the mistake
 */
record Suspicion(
        Set<String> aspects, String words, String cure, UnaryOperator<RecordedRequest> request, Alteration settings) {

    static Suspicion ofRequest(String aspect, String words, String cure, UnaryOperator<RecordedRequest> request) {
        return new Suspicion(Set.of(aspect), words, cure, request, Alteration.NONE);
    }

    static Suspicion ofSettings(String aspect, String words, String cure, Alteration settings) {
        return new Suspicion(Set.of(aspect), words, cure, UnaryOperator.identity(), settings);
    }

    boolean canMeet(Suspicion other) {
        return Collections.disjoint(aspects, other.aspects);
    }

    /** Both mistakes at once. */
    Suspicion and(Suspicion other) {
        Set<String> both = new HashSet<>(aspects);
        both.addAll(other.aspects);
        return new Suspicion(
                both,
                words + "; and " + other.words,
                cure + "; and " + other.cure,
                recorded -> other.request.apply(request.apply(recorded)),
                settings.and(other.settings));
    }
}
