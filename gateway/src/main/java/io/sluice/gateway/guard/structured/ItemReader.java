package io.sluice.gateway.guard.structured;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** Reads single values and names, RFC 9651, section 4.2.3. */
final class ItemReader {
    private static final int MOST_DIGITS = 15;
    private static final int MOST_BEFORE_POINT = 12;
    private static final int MOST_AFTER_POINT = 3;
    private static final String TOKEN = "!#$%&'*+-.^_`|~:/";

    private final Cursor text;

    ItemReader(Cursor text) {
        this.text = text;
    }

    /** A name in lower case. */
    String key() throws MalformedField {
        if (!isLower(text.peek()) && text.peek() != '*') {
            throw text.malformed("has no name in lower case where one must be");
        }
        StringBuilder name = new StringBuilder();
        while (isLower(text.peek()) || isDigit(text.peek()) || "_-.*".indexOf(text.peek()) >= 0) {
            name.append(text.next());
        }
        return name.toString();
    }

    BareItem bareItem() throws MalformedField {
        char first = text.peek();
        if (isDigit(first) || first == '-') {
            return number();
        }
        if (isLower(first) || (first >= 'A' && first <= 'Z') || first == '*') {
            return token();
        }
        return switch (first) {
            case '"' -> string();
            case ':' -> bytes();
            case '?' -> flag();
            case '@' -> date();
            case '%' -> displayText();
            default -> throw text.malformed("has no value where one must be");
        };
    }

    private BareItem number() throws MalformedField {
        StringBuilder digits = new StringBuilder();
        if (text.take('-')) {
            digits.append('-');
        }
        int begin = digits.length();
        int point = -1;
        while (isDigit(text.peek()) || (text.peek() == '.' && point < 0)) {
            if (text.peek() == '.') {
                point = digits.length();
            }
            digits.append(text.next());
            if (digits.length() - begin > MOST_DIGITS + (point < 0 ? 0 : 1)) {
                throw text.malformed("has a number that is too long");
            }
        }
        if (digits.length() == begin || point == begin) {
            throw text.malformed("has a number without digits");
        }
        if (point < 0) {
            return new BareItem.Whole(Long.parseLong(digits.toString()));
        }
        int after = digits.length() - point - 1;
        if (point - begin > MOST_BEFORE_POINT || after < 1 || after > MOST_AFTER_POINT) {
            throw text.malformed("has a number with too many or too few digits around the point");
        }
        return new BareItem.Decimal(new BigDecimal(digits.toString()).stripTrailingZeros());
    }

    private BareItem string() throws MalformedField {
        text.expect('"');
        StringBuilder value = new StringBuilder();
        while (true) {
            char c = text.next();
            if (c == '"') {
                return new BareItem.Text(value.toString());
            }
            if (c == '\\') {
                c = text.next();
                if (c != '"' && c != '\\') {
                    throw text.malformed("has a backslash before something else than a quote or a backslash");
                }
            } else if (c < ' ' || c > '~') {
                throw text.malformed("has a character in quotes that is no printable ASCII");
            }
            value.append(c);
        }
    }

    private BareItem token() throws MalformedField {
        StringBuilder value = new StringBuilder();
        while (!text.atEnd() && isTokenPart(text.peek())) {
            value.append(text.next());
        }
        return new BareItem.Token(value.toString());
    }

    private static boolean isTokenPart(char c) {
        return isLower(c) || isDigit(c) || (c >= 'A' && c <= 'Z') || TOKEN.indexOf(c) >= 0;
    }

    /** Of bytes there is one text only: with padding, and with zeros in the bits that are left over. */
    private BareItem bytes() throws MalformedField {
        text.expect(':');
        StringBuilder base64 = new StringBuilder();
        for (char c = text.next(); c != ':'; c = text.next()) {
            base64.append(c);
        }
        try {
            BareItem.Bytes read = BareItem.Bytes.of(Base64.getDecoder().decode(base64.toString()));
            if (read.base64().contentEquals(base64)) {
                return read;
            }
        } catch (IllegalArgumentException noBase64) {
            // told below, like what is not written in the one way
        }
        throw text.malformed("has bytes that are not in Base64");
    }

    private BareItem flag() throws MalformedField {
        text.expect('?');
        char c = text.next();
        if (c != '0' && c != '1') {
            throw text.malformed("has a boolean that is neither ?0 nor ?1");
        }
        return new BareItem.Flag(c == '1');
    }

    private BareItem date() throws MalformedField {
        text.expect('@');
        return switch (number()) {
            case BareItem.Whole(long seconds) -> new BareItem.Date(seconds);
            default -> throw text.malformed("has a date with fractions of a second");
        };
    }

    private BareItem displayText() throws MalformedField {
        text.expect('%');
        text.expect('"');
        StringBuilder bytes = new StringBuilder();
        for (char c = text.next(); c != '"'; c = text.next()) {
            if (c < ' ' || c > '~') {
                throw text.malformed("has a character in quotes that is no printable ASCII");
            }
            bytes.append(c == '%' ? percentEncoded() : c);
        }
        checkUtf8(bytes.toString());
        return new BareItem.DisplayText(encoded(bytes));
    }

    private char percentEncoded() throws MalformedField {
        char high = text.next();
        char low = text.next();
        if (!isLowerHex(high) || !isLowerHex(low)) {
            throw text.malformed("has a percent sign without two digits behind it");
        }
        return (char) (HexFormat.fromHexDigit(high) * 16 + HexFormat.fromHexDigit(low));
    }

    private static String encoded(CharSequence bytes) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c < ' ' || c > '~' || c == '%' || c == '"') {
                out.append('%').append(HexFormat.of().toHexDigits((byte) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private void checkUtf8(String bytes) throws MalformedField {
        try {
            var _ = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (CharacterCodingException e) {
            throw text.malformed("has a text that is not in UTF-8");
        }
    }

    private static boolean isLowerHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f');
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
