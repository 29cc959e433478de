package io.sluice.gateway.diagnosis;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What is otherwise in a webhook's settings.
 *
 * @param values texts that stand under these keys, whatever is written there
 * @param secret what becomes of each secret
 * @param always whether secrets count at any time
 */
record Alteration(Map<String, String> values, UnaryOperator<String> secret, boolean always) {
    static final Alteration NONE = new Alteration(Map.of(), UnaryOperator.identity(), false);
    static final Alteration ALWAYS = new Alteration(Map.of(), UnaryOperator.identity(), true);

    Alteration {
        values = Map.copyOf(values);
    }

    static Alteration of(String key, String value) {
        return new Alteration(Map.of(key, value), UnaryOperator.identity(), false);
    }

    static Alteration ofSecrets(UnaryOperator<String> secret) {
        return new Alteration(Map.of(), secret, false);
    }

    /** Both; keys of the other win. */
    Alteration and(Alteration other) {
        Map<String, String> both = new HashMap<>(values);
        both.putAll(other.values);
        return new Alteration(both, text -> other.secret.apply(secret.apply(text)), always || other.always);
    }
}
