package io.sluice.core.plugin;

/** A guard that was configured and is valid, but not built: what {@code sluice check} shows. */
public interface GuardPlan {

    /** One line that says what the guard will ask of a request, without secrets: {@code at most 100 requests in 60 s}. */
    String describe();

    Guard build();
}
