package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.SentTime;
import io.sluice.gateway.guard.around.SingleHeader;
import io.sluice.gateway.guard.json.JsonMember;
import io.sluice.gateway.guard.signing.FieldInHeader;
import io.sluice.gateway.guard.signing.SignedText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Where a request says when it was sent.
 *
 * @param unit how that is written
 */
record Timestamp(Where where, Unit unit) {
    /** A place in a request. */
    sealed interface Where {
        /** A header of its own. */
        record InHeader(String name) implements Where {}

        /** Beside the signature in the same header. */
        record BesideSignature(String header, FieldInHeader field) implements Where {}

        /** A member of the body, which is signed with it. */
        record InBody(String member) implements Where {}
    }

    /** How a time is written. All are read, whichever it is. */
    enum Unit {
        SECONDS,
        MILLIS,
        RFC3339
    }

    /** Reads {@code timestamp_header}, {@code timestamp_prefix} or {@code timestamp_member} of a provider's file. */
    static Optional<Timestamp> of(Section file, SignatureHeader signature) {
        Unit unit = file.choice("timestamp_unit", Unit.SECONDS);
        Optional<Where> where = file.string("timestamp_header").map(Where.InHeader::new);
        where = where.or(() -> file.string("timestamp_prefix")
                .map(prefix -> new Where.BesideSignature(
                        signature.header(), new FieldInHeader(signature.fields().separator(), prefix))));
        where = where.or(() -> file.string("timestamp_member").map(Where.InBody::new));
        return where.map(found -> new Timestamp(found, unit));
    }

    /** What stands for it in a text that is signed; empty when it stands in the body. */
    Optional<SignedText.Part> part() {
        return switch (where) {
            case Where.InHeader(String name) -> Optional.of(new SignedText.Part.HeaderValue(name));
            case Where.BesideSignature(String header, FieldInHeader field) ->
                Optional.of(new SignedText.Part.HeaderField(header, field));
            case Where.InBody _ -> Optional.empty();
        };
    }

    /** Reads it; empty when it is not there once, or no time. */
    Optional<SentTime> read(WebhookRequest request) {
        return switch (where) {
            case Where.InHeader(String name) ->
                SingleHeader.of(request, name) instanceof SingleHeader.Value(String text)
                        ? SentTime.parse(text)
                        : Optional.empty();
            case Where.BesideSignature(String header, FieldInHeader field) -> {
                var all = field.all(request.header(header));
                yield all.size() == 1 ? SentTime.parse(all.getFirst()) : Optional.empty();
            }
            case Where.InBody(String member) ->
                JsonMember.find(request.body(), member).flatMap(found -> SentTime.parse(found.value()));
        };
    }

    /** For the operator: where it was looked for. */
    String place() {
        return switch (where) {
            case Where.InHeader(String name) -> "the header " + name;
            case Where.BesideSignature(String header, FieldInHeader field) ->
                "\"" + field.prefix() + "\" in the header " + header;
            case Where.InBody(String member) -> "\"" + member + "\" in the body";
        };
    }

    /** Writes it; beside a signature it is the first field. */
    UnsentRequest write(UnsentRequest request, Instant at) {
        String text = text(at);
        return switch (where) {
            case Where.InHeader(String name) -> request.with(name, text);
            case Where.BesideSignature(String header, FieldInHeader field) ->
                request.with(header, field.prefix() + text);
            case Where.InBody(String member) ->
                JsonMember.find(request.body(), member)
                        .map(found -> request.withBody(found.replaced(request.body(), json(text))))
                        .orElseThrow(() -> new IllegalArgumentException("the body must be a JSON object with \""
                                + member + "\" in it: the time is written there"));
        };
    }

    private String json(String text) {
        return unit == Unit.RFC3339 ? "\"" + text + "\"" : text;
    }

    private String text(Instant at) {
        return switch (unit) {
            case SECONDS -> Long.toString(at.getEpochSecond());
            case MILLIS -> Long.toString(at.toEpochMilli());
            case RFC3339 -> at.truncatedTo(ChronoUnit.SECONDS).toString();
        };
    }
}
