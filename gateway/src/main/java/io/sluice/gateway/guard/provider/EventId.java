package io.sluice.gateway.guard.provider;

import java.util.Optional;

/**
 * Where the name of an event stands.
 *
 * @param place a header's name, or a JSON pointer (RFC 6901) into the body
 */
public record EventId(Source source, String place) {
    /** What of a request it stands in. */
    public enum Source {
        HEADER,
        JSON
    }

    /** Reads {@code header:X-GitHub-Delivery} or {@code json:/event/id}; empty when it is neither. */
    public static Optional<EventId> parse(String text) {
        if (text.startsWith("header:")) {
            return Optional.of(new EventId(Source.HEADER, text.substring(7)));
        }
        return text.startsWith("json:/") ? Optional.of(new EventId(Source.JSON, text.substring(5))) : Optional.empty();
    }

    /** For people: {@code header X-GitHub-Delivery}, {@code /id in the body}. */
    @Override
    public String toString() {
        return source == Source.HEADER ? "header " + place : place + " in the body";
    }
}
