package io.sluice.gateway.guard.signing;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.around.FieldName;
import io.sluice.gateway.guard.around.SentTime;
import io.sluice.gateway.guard.around.SingleHeader;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How requests are signed, whatever the algorithm: the keys {@code header}, {@code encoding}, {@code prefix}, {@code signed},
 * {@code timestamp_header}, {@code id_header}, {@code tolerance} and {@code replay_protection} of a guard.
 *
 * @param header where the signature stands
 * @param prefix what stands before it
 * @param timestampHeader where the signed timestamp stands, when there is one
 * @param tolerance how far it may lie from now
 * @param once whether a request with a timestamp is taken once
 */
public record Signing(
        String header,
        Encoding encoding,
        Optional<String> prefix,
        SignedText signed,
        Optional<String> timestampHeader,
        Duration tolerance,
        boolean once) {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** The signature as it was sent, or why there is none. */
    public sealed interface Sent {
        /** Decoded; everything that is signed beside the body is there. */
        final class Signature implements Sent {
            private final byte[] bytes;

            Signature(byte[] bytes) {
                this.bytes = bytes;
            }

            public byte[] bytes() {
                return bytes;
            }
        }

        /** @param cause for the operator */
        record Unusable(String cause) implements Sent {}
    }

    /** The body alone, without a timestamp. */
    public static Signing ofBody(String header, Encoding encoding) {
        return new Signing(header, encoding, Optional.empty(), SignedText.BODY, Optional.empty(), TOLERANCE, false);
    }

    /**
     * Reads a guard's settings. Problems go to the section.
     *
     * @param header where the signature stands when nothing is said
     * @param encoding how it is written when nothing is said
     */
    public static Signing read(Section section, String header, Encoding encoding) {
        Optional<String> timestamp = header(section, "timestamp_header");
        Optional<String> id = header(section, "id_header");
        SignedText signed = SignedText.read(section, timestamp, id);
        Duration tolerance = section.duration("tolerance", TOLERANCE, Duration.ofSeconds(1), Duration.ofDays(7));
        boolean once = section.flag("replay_protection", true);
        for (String key : List.of("tolerance", "replay_protection")) {
            if (timestamp.isEmpty() && section.has(key)) {
                section.warning(key, "has no effect without a timestamp", "name the \"timestamp_header\"");
            }
        }
        return new Signing(
                FieldName.read(section, "header", header),
                section.choice("encoding", encoding),
                section.string("prefix"),
                signed,
                timestamp,
                tolerance,
                once);
    }

    private static Optional<String> header(Section section, String key) {
        return section.has(key) ? Optional.of(FieldName.read(section, key, "X-Timestamp")) : Optional.empty();
    }

    /**
     * Finds the signature of a request.
     *
     * @param habitual what may stand before it when no prefix is configured, such as {@code sha256=}; empty for nothing
     */
    public Sent sent(WebhookRequest request, String habitual) {
        return switch (SingleHeader.of(request, header)) {
            case SingleHeader.Unusable(String cause) -> new Sent.Unusable(cause);
            case SingleHeader.Value(String text) ->
                decoded(text, habitual)
                        .<Sent>map(bytes -> signedHeaders(request, bytes))
                        .orElseGet(() -> new Sent.Unusable("the header " + header + " holds no signature in "
                                + encoding.name().toLowerCase(Locale.ROOT)
                                + prefix.map(before -> " behind \"" + before + "\"")
                                        .orElse("")));
        };
    }

    private Optional<byte[]> decoded(String written, String habitual) {
        String before = prefix.orElse(habitual);
        if (written.startsWith(before)) {
            return encoding.decode(written.substring(before.length()));
        }
        return prefix.isPresent() ? Optional.empty() : encoding.decode(written);
    }

    private Sent signedHeaders(WebhookRequest request, byte[] signature) {
        for (SignedText.Part part : signed.parts()) {
            if (part instanceof SignedText.Part.HeaderValue(String name)
                    && SingleHeader.of(request, name) instanceof SingleHeader.Unusable(String cause)) {
                return new Sent.Unusable(cause);
            }
        }
        return new Sent.Signature(signature);
    }

    /**
     * What of this is in a request, see {@link io.sluice.core.plugin.GuardPlan#explain}.
     *
     * @param habitual as for {@link #sent}
     * @param bytes how many a signature has, when that is known
     * @param keys which keys are tried
     */
    public List<String> explain(WebhookRequest request, String habitual, OptionalInt bytes, String keys) {
        Explanation explanation = new Explanation(request);
        switch (SingleHeader.of(request, header)) {
            case SingleHeader.Unusable(String cause) -> explanation.says(cause);
            case SingleHeader.Value(String text) ->
                explanation.signatures(header, decoded(text, habitual).stream().toList(), encoding, bytes);
        }
        timestampHeader.ifPresent(name -> explanation.time(
                "the header " + name, SentTime.parse(request.header(name).strip()), tolerance));
        return explanation.says(keys).signed(signed);
    }

    /** What to say of the time, such as {@code , at most 300 s old, each once}; empty without a timestamp. */
    public String describeTime() {
        return timestampHeader
                .map(_ -> ", at most " + tolerance.toSeconds() + " s old" + (once ? ", each once" : ""))
                .orElse("");
    }
}
