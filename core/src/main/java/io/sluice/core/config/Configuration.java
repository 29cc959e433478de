package io.sluice.core.config;

import java.util.Map;
import java.util.Optional;

/**
 * Everything the two files say, validated.
 *
 * @param webhooks by id, in the order of the file
 */
public record Configuration(Map<String, Webhook> webhooks, Connections connections) {

    /** The webhook of that id. The webhook {@code default} is not looked up in its place: routing is the gateway's. */
    public Optional<Webhook> webhook(String id) {
        return Optional.ofNullable(webhooks.get(id));
    }

    /** A few plain lines per webhook that say what it will do: what {@code sluice check} prints. */
    public String describe() {
        return Description.of(this);
    }
}
