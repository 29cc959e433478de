package io.sluice.core.masking;

import io.sluice.core.config.CredentialCleanup.Mode;
import io.sluice.core.event.Header;
import io.sluice.core.event.HeaderPlaces;
import io.sluice.core.json.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Masks headers, and writes them as JSON. */
record HeaderMask(SecretNames names, Mode mode) {
    private static final byte[] SEPARATOR = "\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MASK = CredentialMask.MASK.getBytes(StandardCharsets.US_ASCII);

    /** The headers with their secrets masked; the same list when there are none. */
    List<Header> apply(List<Header> headers) {
        if (headers.stream().noneMatch(header -> names.has(header.name()))) {
            return headers;
        }
        List<Header> clean = new ArrayList<>(headers.size());
        for (Header header : headers) {
            if (!names.has(header.name())) {
                clean.add(header);
            } else if (mode == Mode.MASK) {
                clean.add(new Header(header.name(), CredentialMask.MASK));
            }
        }
        return List.copyOf(clean);
    }

    /** Adds a JSON object of the masked headers. */
    void json(HeaderPlaces headers, JsonBuffer out) {
        byte[] bytes = headers.bytes();
        out.append('{');
        boolean first = true;
        for (int i = 0; i < headers.size(); i++) {
            boolean secret = names.hasHeader(bytes, headers.nameStart(i), headers.nameEnd(i));
            if (next(headers, i, 0) < i || (secret && mode == Mode.REMOVE)) {
                continue;
            }
            if (!first) {
                out.append(',');
            }
            first = false;
            member(headers, i, secret, out);
        }
        out.append('}');
    }

    private static void member(HeaderPlaces headers, int index, boolean secret, JsonBuffer out) {
        out.append('"');
        int start = out.size();
        out.appendEscaped(headers.bytes(), headers.nameStart(index), headers.nameEnd(index));
        out.lowerCaseFrom(start);
        out.append(SEPARATOR, 0, SEPARATOR.length);
        if (secret) {
            out.append(MASK, 0, MASK.length);
        } else {
            values(headers, index, out);
        }
        out.append('"');
    }

    /** All values of one name, joined as RFC 9110, section 5.3, has it. */
    private static void values(HeaderPlaces headers, int first, JsonBuffer out) {
        for (int i = first; i < headers.size(); i = next(headers, first, i + 1)) {
            if (i > first) {
                out.append(',');
                out.append(' ');
            }
            out.appendEscaped(headers.bytes(), headers.valueStart(i), headers.valueEnd(i));
        }
    }

    /** The first header from an index on that has the name of another; the number of headers when there is none. */
    private static int next(HeaderPlaces headers, int named, int from) {
        int i = from;
        while (i < headers.size() && i != named && !sameName(headers, named, i)) {
            i++;
        }
        return i;
    }

    /** Names are ASCII (RFC 9110, section 5.1) in any case. */
    private static boolean sameName(HeaderPlaces headers, int one, int other) {
        int at = headers.nameStart(one);
        int end = headers.nameEnd(one);
        int beside = headers.nameStart(other);
        if (end - at != headers.nameEnd(other) - beside) {
            return false;
        }
        byte[] bytes = headers.bytes();
        while (at < end && SecretNames.lower(bytes[at]) == SecretNames.lower(bytes[beside])) {
            at++;
            beside++;
        }
        return at == end;
    }
}
