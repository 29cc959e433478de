package io.sluice.gateway.guard.structured;

import java.math.BigDecimal;
import java.util.Base64;

/** A single value, RFC 9651, section 3.3. */
public sealed interface BareItem {
    /** As the canonical text, RFC 9651, section 4.1.3.1. */
    String serialized();

    /** A whole number of at most 15 digits. */
    record Whole(long value) implements BareItem {
        @Override
        public String serialized() {
            return Long.toString(value);
        }
    }

    /** A number of at most 12 digits and 3 after the point. */
    record Decimal(BigDecimal value) implements BareItem {
        @Override
        public String serialized() {
            String text = value.stripTrailingZeros().toPlainString();
            return text.indexOf('.') < 0 ? text + ".0" : text;
        }
    }

    /** Printable ASCII in quotes. */
    record Text(String value) implements BareItem {
        @Override
        public String serialized() {
            return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
    }

    /** A word without quotes. */
    record Token(String value) implements BareItem {
        @Override
        public String serialized() {
            return value;
        }
    }

    /**
     * Bytes between colons.
     *
     * @param base64 with padding
     */
    record Bytes(String base64) implements BareItem {
        public static Bytes of(byte[] bytes) {
            return new Bytes(Base64.getEncoder().encodeToString(bytes));
        }

        public byte[] decoded() {
            return Base64.getDecoder().decode(base64);
        }

        @Override
        public String serialized() {
            return ':' + base64 + ':';
        }
    }

    /** {@code ?1} or {@code ?0}. */
    record Flag(boolean value) implements BareItem {
        @Override
        public String serialized() {
            return value ? "?1" : "?0";
        }
    }

    /** {@code @} and Unix seconds. */
    record Date(long seconds) implements BareItem {
        @Override
        public String serialized() {
            return "@" + seconds;
        }
    }

    /**
     * A text in any script.
     *
     * @param encoded in percent-encoding with lower-case digits, as it stands between the quotes
     */
    record DisplayText(String encoded) implements BareItem {
        @Override
        public String serialized() {
            return "%\"" + encoded + '"';
        }
    }
}
