package io.sluice.core.plugin;

/** What a {@link Component} says of itself. The names are those of the {@code /health} answer. */
public sealed interface Health {

    /** Operations are likely to work. */
    record Healthy() implements Health {}

    /**
     * Operations fail at present.
     *
     * @param cause one line for the operator, without secrets
     */
    record Unhealthy(String cause) implements Health {}

    /** The configuration asks for no such component. */
    record NotConfigured() implements Health {}

    /** The word that stands in the {@code /health} answer. */
    default String word() {
        return switch (this) {
            case Healthy _ -> "healthy";
            case Unhealthy _ -> "unhealthy";
            case NotConfigured _ -> "not_configured";
        };
    }
}
