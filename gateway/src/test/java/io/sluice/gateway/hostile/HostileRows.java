package io.sluice.gateway.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tables of {@code docs/HOSTILE_INPUT.md} in the notation that the page itself explains. */
final class HostileRows {
    /**
     * One row.
     *
     * @param bytes what is sent, a character for each byte
     * @param statuses of the answers in their order
     * @param kept whether the connection takes another request afterwards
     */
    record Row(String name, String bytes, List<Integer> statuses, boolean kept) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Path PAGE = Path.of("..", "docs", "HOSTILE_INPUT.md");
    private static final Pattern LINE = Pattern.compile("\\| (.+?) \\| (`.+`) \\| ([0-9, ]+), (kept|closed) \\|.*");
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(r|n|t|0|\\\\|x[0-9a-f]{2})");
    private static final Pattern REPEATED = Pattern.compile("<(\\d+)\\*([^>]+)>");
    private static final String JSON = "$JSON";
    private static final String POST = "POST /webhook/orders HTTP/1.1\\r\\nHost: h\\r\\n";

    private HostileRows() {}

    static Stream<Row> ofHttp() {
        return lines().map(LINE::matcher).filter(Matcher::matches).map(HostileRows::row);
    }

    private static Stream<String> lines() {
        try {
            return Files.readAllLines(PAGE).stream();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static Row row(Matcher line) {
        StringBuilder written = new StringBuilder();
        SPAN.matcher(line.group(2)).results().forEach(span -> written.append(span.group(1)));
        return new Row(
                line.group(1),
                request(written.toString()),
                Stream.of(line.group(3).split(", ")).map(Integer::valueOf).toList(),
                line.group(4).equals("kept"));
    }

    private static String request(String written) {
        if (written.startsWith(JSON)) {
            String body = bytes(written.substring(JSON.length()));
            return bytes(POST + "Content-Length: " + body.length() + "\\r\\n\\r\\n") + body;
        }
        return bytes(written.replace("$POST", POST));
    }

    private static String bytes(String written) {
        String whole = REPEATED.matcher(written)
                .replaceAll(run -> Matcher.quoteReplacement(run.group(2).repeat(Integer.parseInt(run.group(1)))));
        return ESCAPE.matcher(whole)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        switch (escape.group(1)) {
                            case "r" -> "\r";
                            case "n" -> "\n";
                            case "t" -> "\t";
                            case "0" -> "\0";
                            case "\\" -> "\\";
                            default ->
                                Character.toString(
                                        Integer.parseInt(escape.group(1).substring(1), 16));
                        }));
    }
}
