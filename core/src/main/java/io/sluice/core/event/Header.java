package io.sluice.core.event;

/** One HTTP header as it was received: name in the sender's spelling, value unchanged. */
public record Header(String name, String value) {}
