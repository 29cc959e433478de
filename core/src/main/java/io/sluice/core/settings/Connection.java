package io.sluice.core.settings;

/**
 * One entry of {@code connections.json}.
 *
 * @param settings the whole entry, {@code type} included
 */
public record Connection(String name, String type, Section settings) {}
