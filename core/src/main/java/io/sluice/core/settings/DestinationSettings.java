package io.sluice.core.settings;

import java.util.Optional;

/**
 * What a destination is configured with.
 *
 * @param webhookId the webhook it serves
 * @param module the section {@code module-config}; empty, never missing
 * @param connection the connection that the webhook names, when it names one
 */
public record DestinationSettings(String webhookId, Section module, Optional<Connection> connection) {}
