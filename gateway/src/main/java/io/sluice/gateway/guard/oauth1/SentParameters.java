package io.sluice.gateway.guard.oauth1;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.AuthParameters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a request, from the header {@code Authorization}, the query and a body that is a form: RFC 5849 sections 3.4.1.3.1 and 3.5. */
sealed interface SentParameters {
    /**
     * They could be read.
     *
     * @param protocol OAuth's own, by name; all of them stood in one place, each once
     * @param all what is signed, {@code oauth_signature} excepted
     * @param form whether the body is among them
     */
    record Read(Map<String, String> protocol, List<OAuthParameter> all, boolean form) implements SentParameters {
        /** Empty when it is not there. */
        String value(String name) {
            return protocol.getOrDefault(name, "");
        }
    }

    /**
     * They cannot be gone by.
     *
     * @param cause for the operator
     */
    record Unusable(String cause) implements SentParameters {}

    static SentParameters of(WebhookRequest request) {
        return new Reading(request).read();
    }

    /** One reading. */
    final class Reading {
        private static final String SCHEME = "OAuth";
        private static final String FORM = "application/x-www-form-urlencoded";

        private final WebhookRequest request;
        private final List<OAuthParameter> all = new ArrayList<>();
        private final Map<String, String> protocol = new HashMap<>();
        private String place = "";
        private String fault = "";

        Reading(WebhookRequest request) {
            this.request = request;
        }

        SentParameters read() {
            boolean form = isForm();
            takeHeader();
            take("the query", OAuthParameter.form(request.query()));
            if (form) {
                take("the form", OAuthParameter.form(new String(request.body(), StandardCharsets.ISO_8859_1)));
            }
            if (!fault.isEmpty()) {
                return new Unusable(fault);
            }
            if (place.isEmpty()) {
                return new Unusable("there is no parameter of OAuth in header, query or form");
            }
            return new Read(Map.copyOf(protocol), List.copyOf(all), form);
        }

        private boolean isForm() {
            List<String> types = request.headers("Content-Type");
            if (types.size() > 1) {
                fault = "the header Content-Type stands there " + types.size() + " times";
            }
            return types.size() == 1
                    && types.getFirst().split(";", 2)[0].strip().equalsIgnoreCase(FORM);
        }

        private void takeHeader() {
            List<String> headers = request.headers("Authorization");
            if (headers.size() > 1) {
                fault = "the header Authorization stands there " + headers.size() + " times";
            } else if (headers.size() == 1
                    && AuthParameters.isOf(SCHEME, headers.getFirst().strip())) {
                take(
                        "the header Authorization",
                        AuthParameters.parse(SCHEME, headers.getFirst().strip()).flatMap(Reading::decoded));
            }
        }

        private static Optional<List<OAuthParameter>> decoded(AuthParameters parameters) {
            List<OAuthParameter> decoded = new ArrayList<>();
            for (AuthParameters.Parameter one : parameters.all()) {
                if (!one.name().equalsIgnoreCase("realm")) {
                    Optional<String> name = PercentEncoding.decode(one.name());
                    Optional<String> value = PercentEncoding.decode(one.value());
                    if (name.isEmpty() || value.isEmpty()) {
                        return Optional.empty();
                    }
                    decoded.add(new OAuthParameter(name.get(), value.get()));
                }
            }
            return Optional.of(decoded);
        }

        private void take(String where, Optional<List<OAuthParameter>> parameters) {
            if (parameters.isEmpty()) {
                fault = where + " is malformed: a name or a value is not percent-encoded as it must be";
                return;
            }
            for (OAuthParameter one : parameters.get()) {
                if (one.isProtocol()) {
                    takeProtocol(where, one);
                }
                if (!one.name().equals("oauth_signature")) {
                    all.add(one);
                }
            }
        }

        private void takeProtocol(String where, OAuthParameter one) {
            if (!place.isEmpty() && !place.equals(where)) {
                fault = "parameters of OAuth stand in two places: " + place + " and " + where;
            }
            place = where;
            if (protocol.put(one.name(), one.value()) != null) {
                fault = "the parameter " + one.name() + " stands there twice";
            }
        }
    }
}
