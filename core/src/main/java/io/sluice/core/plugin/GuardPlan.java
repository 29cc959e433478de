package io.sluice.core.plugin;

import java.util.List;
import java.util.Set;

/** A guard that was configured and is valid, but not built: what {@code sluice check} shows. */
public interface GuardPlan {

    /** One line that says what the guard will ask of a request, without secrets: {@code at most 100 requests in 60 s}. */
    String describe();

    Guard build();

    /**
     * The methods beside POST on which the guard answers by itself ({@link Verdict.Answered}), such as the GET of a handshake. Such a
     * request never becomes an event: guards of {@link GuardFactory.Phase#ADDRESS} and those that name its method are asked, nobody
     * else, and when none of them answers it gets 405.
     */
    default Set<String> methods() {
        return Set.of();
    }

    /**
     * What the guard looks at in a request, step by step, one line each: for the operator who asks why a request passes or not. Without
     * secrets, and without what a sender would have to write to pass. Asks nobody, and takes nothing.
     */
    default List<String> explain(WebhookRequest request) {
        return List.of();
    }
}
