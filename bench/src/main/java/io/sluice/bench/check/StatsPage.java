package io.sluice.bench.check;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads one webhook's total from an instance's {@code /stats}. */
public final class StatsPage implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final JsonFactory json = new JsonFactory();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final String webhookId;
    private final String token;

    /**
     * @param webhookId as recorded: {@code namespace/webhook_id}, or the bare id
     * @param token what {@code STATS_AUTH_TOKEN} asks for; empty for none
     */
    public StatsPage(String webhookId, String token) {
        this.webhookId = webhookId;
        this.token = token;
    }

    /**
     * The webhook's total; zero when it is not listed.
     *
     * @throws IOException with a message for the operator
     */
    public long total(URI instance) throws IOException, InterruptedException {
        URI address = instance.resolve("/stats");
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(TIMEOUT);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<byte[]> answer;
        try {
            answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException away) {
            throw new IOException(
                    address + " does not answer (" + away.getClass().getSimpleName() + ")", away);
        }
        if (answer.statusCode() != 200) {
            throw new IOException(address + " answered " + answer.statusCode());
        }
        try {
            return total(answer.body());
        } catch (JacksonException malformed) {
            throw new IOException(address + " gave no JSON that could be read", malformed);
        }
    }

    private long total(byte[] body) {
        String hashed = "webhook_" + HexFormat.of().formatHex(sha256(webhookId), 0, 8); // what STATS_SANITIZE_IDS shows
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String id = parser.currentName();
                parser.nextToken();
                if (!id.equals(webhookId) && !id.equals(hashed)) {
                    parser.skipChildren();
                    continue;
                }
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    boolean total = parser.currentName().equals("total");
                    parser.nextToken();
                    if (total) {
                        return parser.getLongValue();
                    }
                    parser.skipChildren();
                }
            }
            return 0;
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
