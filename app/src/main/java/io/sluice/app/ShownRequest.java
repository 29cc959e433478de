package io.sluice.app;

import io.sluice.core.config.CredentialCleanup;
import io.sluice.core.event.Header;
import io.sluice.core.masking.CredentialMask;
import io.sluice.gateway.quarantine.QuarantinedRequest;
import io.sluice.gateway.recorded.RecordedRequest;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A request of the quarantine as a JSON line without credentials. Its webhook may ask for a key in a header of any name, and the sender
 * may have put it into another: so only headers are shown that are known to hold none.
 */
final class ShownRequest {
    private static final JsonFactory JSON = new JsonFactory();
    private static final CredentialMask MASK = new CredentialMask(CredentialCleanup.DEFAULT);
    /** By RFC 9110, RFC 7239 and W3C Trace Context. */
    private static final Set<String> HARMLESS = Set.of(
            "host",
            "user-agent",
            "content-type",
            "content-length",
            "content-encoding",
            "transfer-encoding",
            "accept",
            "accept-encoding",
            "accept-language",
            "connection",
            "date",
            "expect",
            "forwarded",
            "via",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-port",
            "x-forwarded-proto",
            "x-real-ip",
            "traceparent");
    /** How providers call the headers that say what an event is about, such as X-GitHub-Event and X-Shopify-Topic. */
    private static final List<String> HARMLESS_ENDINGS = List.of("-event", "-topic", "-timestamp", "-delivery");

    private ShownRequest() {}

    static String json(QuarantinedRequest kept) {
        RecordedRequest request = kept.request();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("id", kept.id().toString());
            json.writeStringProperty(
                    "webhook_id",
                    request.namespace().isEmpty()
                            ? request.webhookId()
                            : request.namespace() + "/" + request.webhookId());
            json.writeStringProperty("received", QuarantineListCommand.time(request.receivedMicros()));
            json.writeStringProperty("sender", request.peer());
            json.writeNumberProperty("status", kept.status());
            json.writeStringProperty("guard", kept.guard());
            json.writeStringProperty("cause", kept.cause());
            json.writeStringProperty("method", request.method());
            json.writeStringProperty("target", target(request.target()));
            json.writeName("headers");
            json.writeRawValue(new String(
                    MASK.headersAsJson(
                            request.headers().stream().map(ShownRequest::shown).toList()),
                    StandardCharsets.UTF_8));
            json.writeNumberProperty("bytes", request.body().length);
            Optional<String> payload = utf8(MASK.json(request.body()));
            if (payload.isPresent()) {
                json.writeStringProperty("payload", payload.get());
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    private static Header shown(Header header) {
        String name = header.name().toLowerCase(Locale.ROOT);
        boolean harmless = HARMLESS.contains(name) || HARMLESS_ENDINGS.stream().anyMatch(name::endsWith);
        return harmless ? header : new Header(header.name(), CredentialMask.MASK);
    }

    /** The names of the query's parameters, but not their values. */
    private static String target(String target) {
        int mark = target.indexOf('?');
        if (mark < 0) {
            return target;
        }
        String query = target.substring(mark + 1).replaceAll("=[^&]*", "=" + CredentialMask.MASK.replace("$", "\\$"));
        // Without an equals sign nobody knows whether it is a name or a key.
        return target.substring(0, mark + 1) + query.replaceAll("(^|&)[^=&]+(?=&|$)", "$1" + CredentialMask.MASK);
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }
}
