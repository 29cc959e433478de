package io.sluice.gateway.guard.around;

import io.sluice.core.plugin.WebhookRequest;
import java.util.List;

/** A header field that a guard goes by, and which must therefore stand in a request once: of two values two readers take two. */
public sealed interface SingleHeader {
    /** It stands there once. Blanks around it are no part of it. */
    record Value(String text) implements SingleHeader {}

    /**
     * It cannot be gone by.
     *
     * @param cause for the operator
     */
    record Unusable(String cause) implements SingleHeader {}

    static SingleHeader of(WebhookRequest request, String name) {
        List<String> values = request.headers(name);
        return switch (values.size()) {
            case 0 -> new Unusable("the header " + name + " is missing");
            case 1 -> {
                String value = values.getFirst().strip();
                yield value.isEmpty() ? new Unusable("the header " + name + " is empty") : new Value(value);
            }
            default -> new Unusable("the header " + name + " stands there " + values.size() + " times");
        };
    }
}
