package io.sluice.gateway.coding;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What {@code Content-Encoding} says of a body (RFC 9110, section 8.4). */
public enum ContentCoding {
    /** The body is what it is. */
    NONE("identity"),
    /** RFC 1952; several members behind one another are one body. */
    GZIP("gzip"),
    /** The zlib format of RFC 1950, not bare deflate. */
    DEFLATE("deflate"),
    /** One that is not understood, or several on top of one another. */
    OTHER("");

    /** What is understood, as the value of {@code Accept-Encoding} (RFC 9110, section 12.5.3). */
    public static final String UNDERSTOOD = "gzip, deflate";

    private final String label;

    ContentCoding(String label) {
        this.label = label;
    }

    /** Its name in a header, empty for {@link #OTHER}. */
    public String label() {
        return label;
    }

    /** @param fields the values of all header fields {@code Content-Encoding} of a request */
    public static ContentCoding of(List<String> fields) {
        List<String> codings = fields.stream()
                .flatMap(field -> Arrays.stream(field.split(",", -1)))
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.isEmpty())
                .toList();
        if (codings.isEmpty()) {
            return NONE;
        }
        if (codings.size() > 1) {
            return OTHER;
        }
        return switch (codings.getFirst()) {
            case "identity" -> NONE;
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            default -> OTHER;
        };
    }
}
