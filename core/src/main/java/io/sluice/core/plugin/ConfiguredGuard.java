package io.sluice.core.plugin;

/** A guard in a webhook's settings: under which key it stands, and when it is asked. */
public record ConfiguredGuard(String key, GuardFactory.Phase phase, GuardPlan plan) {}
