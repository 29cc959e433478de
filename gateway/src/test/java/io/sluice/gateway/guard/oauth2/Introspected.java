package io.sluice.gateway.guard.oauth2;

import static io.sluice.gateway.guard.OtherServer.Answer;

import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.OtherServer;
import io.sluice.gateway.guard.around.QueryParameters;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A small authorization server that knows a client and some tokens, RFC 7662. */
final class Introspected implements AutoCloseable {
    static final String CLIENT = "hooks & co";
    static final String SECRET = "cl1ent:s3cret/+";
    static final long SECONDS = GuardContract.NOW.getEpochSecond();

    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    final OtherServer server = new OtherServer(this::answer);

    /** From now on that is what it says of a token. */
    Introspected knows(String token, String members) {
        tokens.put(token, "{\"active\":true" + members + "}");
        return this;
    }

    void forget(String token) {
        tokens.remove(token);
    }

    Answer answer(OtherServer.Asked asked) {
        QueryParameters form = QueryParameters.parse(asked.body()).orElseThrow();
        boolean right = asked.method().equals("POST")
                && asked.path().equals("/introspect")
                && asked.contentType().equals("application/x-www-form-urlencoded");
        if (!right || form.values("token").size() != 1) {
            return new Answer(400, "{\"error\":\"invalid_request\"}");
        }
        if (!proven(asked, form)) {
            return new Answer(401, "{\"error\":\"invalid_client\"}");
        }
        return Answer.ok(tokens.getOrDefault(form.values("token").getFirst(), "{\"active\":false}"));
    }

    private static boolean proven(OtherServer.Asked asked, QueryParameters form) {
        if (asked.authorization().isEmpty()) {
            return form.values("client_id").equals(List.of(CLIENT))
                    && form.values("client_secret").equals(List.of(SECRET));
        }
        // RFC 6749, section 2.3.1: each is encoded as in a form.
        String pair = "hooks+%26+co:cl1ent%3As3cret%2F%2B";
        return asked.authorization()
                .equals("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII)));
    }

    String settings(String more) {
        return """
                {"oauth2": {"introspection_endpoint": "%s", "client_id": "%s", "client_secret": "%s"%s}}""".formatted(server.url("/introspect"), CLIENT, SECRET, more);
    }

    @Override
    public void close() {
        server.close();
    }
}
