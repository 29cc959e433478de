package io.sluice.gateway.guard.outgoing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The fields of a form as they are sent, {@code application/x-www-form-urlencoded}. Never shows them. */
public final class Form {
    private static final String TYPE = "application/x-www-form-urlencoded";

    private final StringBuilder text = new StringBuilder();

    /** Adds a field. */
    public Form with(String name, String value) {
        text.append(text.isEmpty() ? "" : "&").append(encode(name)).append('=').append(encode(value));
        return this;
    }

    /** The call that sends it. The answer is to be JSON. */
    public GuardCall post() {
        return GuardCall.post(TYPE, text.toString()).with("Accept", "application/json");
    }

    /** A value as it stands in a form. */
    public static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "a form";
    }
}
