package io.sluice.gateway.diagnosis;

import io.sluice.core.event.Header;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request as somebody wrote it down: what went over the wire (RFC 9112), as {@code nc -l} or a proxy records it, with LF or CR LF at the
 * lines' ends; or what {@code curl -v} prints, where each line of the head begins with {@code "> "} and the body is not shown.
 *
 * @param headers a value's characters are its bytes
 * @param body as it was signed: taken out of chunks; as long as {@code Content-Length} says where more stands there
 * @param remarks what the reader should know of how it was read
 */
@SuppressWarnings("ArrayRecordComponent") // not compared, not copied
public record RequestText(String method, String target, List<Header> headers, byte[] body, List<String> remarks) {
    private static final Pattern FIRST = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\\S+)(?: HTTP/\\S+)?");
    private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(.*?)[ \\t]*");

    public RequestText {
        headers = List.copyOf(headers);
        remarks = List.copyOf(remarks);
    }

    /**
     * Reads a recording.
     *
     * @throws IllegalArgumentException when it is no request; the message says where, and what is expected
     */
    public static RequestText parse(byte[] recording) {
        String text = new String(recording, StandardCharsets.ISO_8859_1);
        boolean raw = text.lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .filter(line -> FIRST.matcher(line).matches())
                .isPresent();
        boolean curl = !raw
                && text.lines()
                        .anyMatch(line -> line.startsWith("> ")
                                && FIRST.matcher(line.substring(2)).matches());
        return curl ? curl(text) : raw(recording, text);
    }

    /** The same with another body. */
    public RequestText withBody(byte[] other) {
        return new RequestText(method, target, headers, other, List.of());
    }

    /** The same as it was sent to that URL. */
    public RequestText calledAt(URI url) {
        List<Header> fields = new ArrayList<>();
        fields.add(new Header("Host", url.getRawAuthority()));
        headers.stream()
                .filter(header -> !header.name().equalsIgnoreCase("Host"))
                .forEach(fields::add);
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return new RequestText(method, path + query, fields, body, remarks);
    }

    /** The value of the first header of that name, if there is one. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    private static RequestText curl(String text) {
        List<String> head = text.lines()
                .filter(line -> line.startsWith(">"))
                .map(line -> line.substring(1).strip())
                .filter(line -> !line.isEmpty())
                .toList();
        return head(head, new byte[0])
                .remarking("curl -v does not show the body: name the file that was sent with --body");
    }

    private static RequestText raw(byte[] recording, String text) {
        List<String> head = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            String line = text.substring(at, end < 0 ? text.length() : end).stripTrailing();
            at = end < 0 ? text.length() : end + 1;
            if (!line.isEmpty()) {
                head.add(line);
            } else if (!head.isEmpty()) {
                break;
            }
        }
        RequestText read = head(head, Arrays.copyOfRange(recording, Math.min(at, recording.length), recording.length));
        return read.header("Transfer-Encoding")
                        .filter(coding -> coding.equalsIgnoreCase("chunked"))
                        .isPresent()
                ? read.unchunked()
                : read.measured();
    }

    private static RequestText head(List<String> lines, byte[] body) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException(
                    "it is empty; the first line of a request is expected, such as" + " POST /webhook/orders HTTP/1.1");
        }
        Matcher first = FIRST.matcher(lines.getFirst());
        if (!first.matches()) {
            throw new IllegalArgumentException(
                    "line 1 is not the first line of a request, such as POST /webhook/orders HTTP/1.1");
        }
        List<Header> headers = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            Matcher field = FIELD.matcher(lines.get(i));
            if (!field.matches()) {
                throw new IllegalArgumentException(
                        "line " + (i + 1)
                                + " is no header, such as Content-Type: application/json; an empty line parts the headers from the body");
            }
            headers.add(new Header(field.group(1), field.group(2)));
        }
        return new RequestText(first.group(1), first.group(2), headers, body, List.of());
    }

    private RequestText measured() {
        Optional<String> length = header("Content-Length").filter(text -> text.matches("\\d{1,9}"));
        if (length.isEmpty()) {
            return this;
        }
        int announced = Integer.parseInt(length.get());
        if (announced < body.length) {
            return withBody(Arrays.copyOf(body, announced))
                    .remarking("the recording goes on for " + (body.length - announced)
                            + " bytes behind what Content-Length says, which are left out");
        }
        return announced == body.length
                ? this
                : remarking("Content-Length says " + announced + " bytes, and " + body.length
                        + " are there: the recording is cut off or was changed");
    }

    /** RFC 9112, section 7.1. A recorder that has taken the chunks apart already is let be. */
    private RequestText unchunked() {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int end = text.indexOf('\n', at);
            String size = end < 0 ? "" : text.substring(at, end).strip().split(";", 2)[0];
            if (!size.matches("[0-9A-Fa-f]{1,7}")) {
                return remarking(
                        "Transfer-Encoding is chunked, and no chunks are there: the body is taken as it stands");
            }
            int length = Integer.parseInt(size, 16);
            if (length == 0) {
                return withBody(joined.toByteArray());
            }
            if (end + 1 + length > body.length) {
                return remarking("a chunk is cut off: the body is taken as it stands");
            }
            joined.write(body, end + 1, length);
            at = text.indexOf('\n', end + 1 + length) + 1;
            if (at == 0) {
                return remarking("the last chunk is missing: the body is taken as it stands");
            }
        }
    }

    private RequestText remarking(String remark) {
        List<String> more = new ArrayList<>(remarks);
        more.add(remark);
        return new RequestText(method, target, headers, body, more);
    }
}
