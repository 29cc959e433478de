package io.sluice.core.plugin;

import io.sluice.core.settings.DestinationSettings;

/** Knows one destination: its name in the key {@code module}, how its settings read, how to build it. */
public interface DestinationFactory {

    /** The name in the webhook's key {@code module}, such as {@code http_webhook}. */
    String module();

    /** Reads and validates the settings. Problems go to the sections, all of them; nothing is thrown. */
    DestinationPlan read(DestinationSettings settings);
}
