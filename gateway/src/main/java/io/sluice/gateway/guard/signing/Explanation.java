package io.sluice.gateway.guard.signing;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.around.SentTime;
import io.sluice.gateway.guard.around.SingleHeader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a guard finds in a signed request, in lines for the operator. Shows neither a secret nor the signature that would be right. Not
 * thread-safe.
 */
public final class Explanation {
    /** Bytes of what was signed that are shown, at its beginning and at its end. */
    private static final int HEAD = 90;

    private static final int TAIL = 30;
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}]");

    private final WebhookRequest request;
    private final List<String> lines = new ArrayList<>();

    public Explanation(WebhookRequest request) {
        this.request = request;
    }

    /** One line. What a terminal would act upon is made visible. */
    public Explanation says(String line) {
        lines.add(UNSEEN.matcher(line)
                .replaceAll(found -> Matcher.quoteReplacement(
                        String.format("\\u%04x", found.group().codePointAt(0)))));
        return this;
    }

    /**
     * Which signatures stand in a header.
     *
     * @param bytes how many a signature has, when that is known
     */
    public Explanation signatures(String header, List<byte[]> found, Encoding encoding, OptionalInt bytes) {
        String written = encoding.name().toLowerCase(Locale.ROOT);
        if (found.isEmpty()) {
            return says("the header " + header + " is there, and holds no signature in " + written
                    + " where one is expected");
        }
        for (byte[] one : found) {
            String length = bytes.isEmpty() || bytes.getAsInt() == one.length
                    ? ", as expected"
                    : ", and the algorithm makes " + bytes.getAsInt() + ": another algorithm, or another encoding";
            says("the header " + header + " holds a signature in " + written + ", " + one.length + " bytes" + length);
        }
        return this;
    }

    /**
     * When the request was sent.
     *
     * @param place where that stands
     */
    public Explanation time(String place, Optional<SentTime> time, Duration tolerance) {
        if (time.isEmpty()) {
            return says(place + " holds no time");
        }
        String sent = place + " says that it was sent at " + time.get().instant();
        return says(sent
                + time.get()
                        .fault(request.receivedMicros(), tolerance)
                        .map(fault -> ": " + fault)
                        .orElse(", within the tolerance of " + tolerance.toSeconds() + " s"));
    }

    /** All lines so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The same of a text that stands in pieces. */
    public List<String> signed(List<byte[]> pieces) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        pieces.forEach(text::writeBytes);
        return says("signed is a text of " + text.size() + " bytes: "
                        + shown(text.toString(StandardCharsets.ISO_8859_1)))
                .lines();
    }

    /** What is signed, shortened; and all lines. */
    public List<String> signed(SignedText signed) {
        for (String name : signed.headers()) {
            if (SingleHeader.of(request, name) instanceof SingleHeader.Unusable(String cause)) {
                says(cause + ", and is a part of what is signed");
            }
        }
        return signed(signed.pieces(request));
    }

    private static String shown(String text) {
        if (text.length() <= HEAD + TAIL) {
            return escaped(text);
        }
        return escaped(text.substring(0, HEAD)) + " … " + escaped(text.substring(text.length() - TAIL));
    }

    /** What cannot be seen is made visible: often it is what is wrong. */
    private static String escaped(String bytes) {
        String text = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default ->
                    out.append(Character.isISOControl(c) || c == '\uFEFF' ? String.format("\\u%04x", (int) c) : c);
            }
        }
        return out.toString();
    }
}
