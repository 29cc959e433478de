package io.sluice.gateway.guard.recaptcha;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.QueryParameters;
import io.sluice.gateway.guard.around.SingleHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Where the token stands in a request. */
sealed interface TokenSource {
    /** The token, or why there is none. */
    SingleHeader find(WebhookRequest request);

    /** Whether looking for it takes long. */
    boolean slow(WebhookRequest request);

    /** For {@code sluice check}. */
    String describe();

    /** In a header. */
    record InHeader(String name) implements TokenSource {
        @Override
        public SingleHeader find(WebhookRequest request) {
            return SingleHeader.of(request, name);
        }

        @Override
        public boolean slow(WebhookRequest request) {
            return false;
        }

        @Override
        public String describe() {
            return "in the header " + name;
        }
    }

    /** In a field of the body, an object in JSON or a form. It must stand there once, under one of the names. */
    record InBody(Set<String> names) implements TokenSource {
        private static final JsonFactory JACKSON = new JsonFactory();
        private static final int SLOW_BYTES = 16_384;
        private static final String FORM = "application/x-www-form-urlencoded";

        /** The names under which the Python system looks for it. */
        private static final List<String> USUAL = List.of("recaptcha_token", "recaptcha", "g-recaptcha-response");

        /** @param field looked for beside the usual ones */
        static InBody of(String field) {
            Set<String> names = new LinkedHashSet<>(List.of(field));
            names.addAll(USUAL);
            return new InBody(names);
        }

        @Override
        public SingleHeader find(WebhookRequest request) {
            boolean form =
                    request.header("Content-Type").toLowerCase(Locale.ROOT).startsWith(FORM);
            Optional<List<String>> values = form ? inForm(request.body()) : inJson(request.body());
            if (values.isEmpty()) {
                return new SingleHeader.Unusable(
                        "the body is no " + (form ? "form" : "object in JSON") + " that could hold a token");
            }
            return switch (values.get().size()) {
                case 0 -> new SingleHeader.Unusable("the body has none of " + String.join(", ", names));
                case 1 -> new SingleHeader.Value(values.get().getFirst());
                default ->
                    new SingleHeader.Unusable("the body holds " + values.get().size() + " tokens");
            };
        }

        private Optional<List<String>> inForm(byte[] body) {
            return QueryParameters.parse(new String(body, StandardCharsets.UTF_8))
                    .map(form -> form.all().stream()
                            .filter(field -> names.contains(field.name())
                                    && !field.value().isEmpty())
                            .map(QueryParameters.Parameter::value)
                            .toList());
        }

        private Optional<List<String>> inJson(byte[] body) {
            List<String> values = new ArrayList<>();
            try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), body)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    return Optional.empty();
                }
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    boolean wanted = names.contains(parser.currentName());
                    JsonToken value = parser.nextToken();
                    if (wanted
                            && value == JsonToken.VALUE_STRING
                            && !parser.getString().isEmpty()) {
                        values.add(parser.getString());
                    }
                    parser.skipChildren();
                }
                return parser.currentToken() == JsonToken.END_OBJECT ? Optional.of(values) : Optional.empty();
            } catch (JacksonException malformed) {
                return Optional.empty();
            }
        }

        @Override
        public boolean slow(WebhookRequest request) {
            return request.body().length > SLOW_BYTES;
        }

        @Override
        public String describe() {
            return "in the body as " + String.join(" or ", names);
        }
    }
}
