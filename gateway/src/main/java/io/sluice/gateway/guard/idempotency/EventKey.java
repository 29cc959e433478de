package io.sluice.gateway.guard.idempotency;

import io.sluice.core.json.JsonPointer;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.SingleHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What names an event: a header, a value in its JSON, or several of these together.
 *
 * @param parts all of which must be there
 */
record EventKey(List<Part> parts) {
    /** One of them. */
    sealed interface Part {
        /** A header field, which must stand there once. */
        record Field(String name) implements Part {
            @Override
            public String toString() {
                return "the header " + name;
            }
        }

        /** A text, number or boolean in the payload. */
        record Value(JsonPointer pointer) implements Part {
            @Override
            public String toString() {
                return pointer + " in the payload";
            }
        }
    }

    /** What a request has of it. */
    sealed interface Found {
        /** All parts. */
        record Texts(List<String> texts) implements Found {}

        /**
         * Not all.
         *
         * @param cause what is missing, without what was sent
         */
        record Missing(String cause) implements Found {}
    }

    static EventKey header(String name) {
        return new EventKey(List.of(new Part.Field(name)));
    }

    static EventKey value(JsonPointer pointer) {
        return new EventKey(List.of(new Part.Value(pointer)));
    }

    EventKey and(EventKey other) {
        List<Part> all = new ArrayList<>(parts);
        all.addAll(other.parts);
        return new EventKey(List.copyOf(all));
    }

    /** Whether the payload has to be read. */
    boolean looksIntoPayload() {
        return parts.stream().anyMatch(Part.Value.class::isInstance);
    }

    Found in(WebhookRequest request) {
        List<String> texts = new ArrayList<>(parts.size());
        for (Part part : parts) {
            switch (part) {
                case Part.Field(String name) -> {
                    switch (SingleHeader.of(request, name)) {
                        case SingleHeader.Value(String text) -> texts.add(text);
                        case SingleHeader.Unusable(String cause) -> {
                            return new Found.Missing(cause);
                        }
                    }
                }
                case Part.Value(JsonPointer pointer) -> {
                    String text = pointer.textIn(request.payload()).orElse("");
                    texts.add(text);
                    if (text.isEmpty()) {
                        return new Found.Missing(pointer + " in the payload is no text and no number, or not there");
                    }
                }
            }
        }
        return new Found.Texts(texts);
    }

    /** For people. */
    @Override
    public String toString() {
        return parts.stream().map(Part::toString).collect(Collectors.joining(" and "));
    }
}
