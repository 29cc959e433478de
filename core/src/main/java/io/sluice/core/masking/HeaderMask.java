package io.sluice.core.masking;

import io.sluice.core.config.CredentialCleanup.Mode;
import io.sluice.core.event.Header;
import java.util.ArrayList;
import java.util.List;

/** Masks headers, and writes them as JSON. */
record HeaderMask(SecretNames names, Mode mode) {

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

    /** A JSON object of the masked headers. */
    byte[] json(List<Header> headers) {
        JsonBuffer out = new JsonBuffer(expectedSize(headers));
        out.append('{');
        boolean first = true;
        for (int i = 0; i < headers.size(); i++) {
            Header header = headers.get(i);
            boolean secret = names.has(header.name());
            if (indexOf(header.name(), headers, 0) < i || (secret && mode == Mode.REMOVE)) {
                continue;
            }
            out.append(first ? '"' : ',');
            if (!first) {
                out.append('"');
            }
            first = false;
            int start = out.size();
            out.appendEscaped(header.name());
            out.lowerCaseFrom(start);
            out.append('"');
            out.append(':');
            out.append('"');
            if (secret) {
                out.appendEscaped(CredentialMask.MASK);
            } else {
                values(headers, i, out);
            }
            out.append('"');
        }
        out.append('}');
        return out.toBytes();
    }

    /** All values of one name, joined as RFC 9110, section 5.3, has it. */
    private static void values(List<Header> headers, int first, JsonBuffer out) {
        String name = headers.get(first).name();
        for (int i = first; i < headers.size(); i = indexOf(name, headers, i + 1)) {
            if (i > first) {
                out.append(',');
                out.append(' ');
            }
            out.appendEscaped(headers.get(i).value());
        }
    }

    private static int indexOf(String name, List<Header> headers, int from) {
        int i = from;
        while (i < headers.size() && !name.equalsIgnoreCase(headers.get(i).name())) {
            i++;
        }
        return i;
    }

    /** Exact when all is plain ASCII, nothing is repeated and nothing masked: then the text is one array. */
    private static int expectedSize(List<Header> headers) {
        int size = headers.isEmpty() ? 2 : 1;
        for (int i = 0; i < headers.size(); i++) {
            size += headers.get(i).name().length() + headers.get(i).value().length() + 6;
        }
        return size;
    }
}
