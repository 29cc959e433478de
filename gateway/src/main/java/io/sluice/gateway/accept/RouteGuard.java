package io.sluice.gateway.accept;

import io.sluice.core.plugin.ConfiguredGuard;
import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory.Phase;
import io.sluice.core.plugin.GuardPlan;
import java.util.Set;

/**
 * A guard on a webhook's way.
 *
 * @param key under which it is configured
 * @param plan it was built from
 * @param methods beside POST on which it answers by itself
 */
record RouteGuard(String key, Phase phase, GuardPlan plan, Guard guard, Set<String> methods) {
    static RouteGuard of(ConfiguredGuard configured) {
        return new RouteGuard(
                configured.key(),
                configured.phase(),
                configured.plan(),
                configured.plan().build(),
                configured.plan().methods());
    }

    /** Whether it is asked of a request with that method. */
    boolean isAsked(String method) {
        return method.equals("POST") || phase == Phase.ADDRESS || methods.contains(method);
    }

    boolean looksAtPayload() {
        return phase.compareTo(Phase.PAYLOAD) >= 0;
    }

    /** Whether its refusal counts as a failed attempt to get in. */
    boolean asksWho() {
        return phase == Phase.IDENTITY;
    }
}
