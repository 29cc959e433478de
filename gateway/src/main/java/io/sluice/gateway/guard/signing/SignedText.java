package io.sluice.gateway.guard.signing;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.FieldName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a signature is made over: a text with places in it, such as {@code {timestamp}.{body}}. The places are {@code {body}} (the raw
 * bytes), {@code {timestamp}} and {@code {id}} (the headers named beside), {@code {url}} (as the sender called it), {@code {method}},
 * {@code {path}}, {@code {query}} and {@code {header:Name}}. The body must be among them.
 */
public record SignedText(List<Part> parts) {
    /** The body alone. */
    public static final SignedText BODY = new SignedText(List.of(new Part.Body()));

    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)\\}");

    /** A piece of it. */
    public sealed interface Part {
        /** Text that is always the same. */
        record Literal(String text) implements Part {}

        /** The body. */
        record Body() implements Part {}

        /** The value of a header, which must stand there once. */
        record HeaderValue(String name) implements Part {}

        /** The first of the fields of that kind in a header, which must stand there once: {@code 1} of {@code t=1,v1=2}. */
        record HeaderField(String header, FieldInHeader field) implements Part {}

        /** Something else of the request. */
        record Target(Place place) implements Part {}
    }

    /** What of a request's head can be signed beside headers. */
    public enum Place {
        URL,
        METHOD,
        PATH,
        QUERY
    }

    /** Reads the key {@code signed}. */
    public static SignedText read(Section section, Optional<String> timestampHeader, Optional<String> idHeader) {
        return readWith(section, timestampHeader.map(Part.HeaderValue::new), idHeader.map(Part.HeaderValue::new));
    }

    /**
     * The same where the timestamp may stand elsewhere than in a header of its own.
     *
     * @param timestamp what {@code {timestamp}} stands for
     * @param id what {@code {id}} stands for
     */
    public static SignedText readWith(Section section, Optional<Part> timestamp, Optional<Part> id) {
        String template = section.string("signed", timestamp.isPresent() ? "{timestamp}.{body}" : "{body}");
        Reader reader = new Reader(section, timestamp, id);
        List<Part> parts = reader.parts(template);
        if (parts.stream().noneMatch(Part.Body.class::isInstance)) {
            section.problem("signed", "does not hold the body, which anybody could exchange then", "add {body}");
        }
        boolean timed = template.contains("{timestamp}");
        if (timestamp.isPresent() && !timed) {
            section.problem(
                    "signed", "does not hold the timestamp, which anybody could exchange then", "add {timestamp}");
        }
        return new SignedText(parts);
    }

    private record Reader(Section section, Optional<Part> timestamp, Optional<Part> id) {
        List<Part> parts(String template) {
            List<Part> parts = new ArrayList<>();
            Matcher place = PLACE.matcher(template);
            int end = 0;
            while (place.find()) {
                literal(template.substring(end, place.start()), parts);
                part(place.group(1), parts);
                end = place.end();
            }
            literal(template.substring(end), parts);
            return List.copyOf(parts);
        }

        private void literal(String text, List<Part> parts) {
            if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
                section.problem("signed", "a brace has no partner", "write places as {body}");
            }
            if (!text.isEmpty()) {
                parts.add(new Part.Literal(text));
            }
        }

        private void part(String name, List<Part> parts) {
            switch (name) {
                case "body" -> parts.add(new Part.Body());
                case "timestamp" -> named(name, timestamp, parts);
                case "id" -> named(name, id, parts);
                case "url" -> parts.add(new Part.Target(Place.URL));
                case "method" -> parts.add(new Part.Target(Place.METHOD));
                case "path" -> parts.add(new Part.Target(Place.PATH));
                case "query" -> parts.add(new Part.Target(Place.QUERY));
                default -> {
                    if (name.startsWith("header:") && FieldName.isValid(name.substring(7))) {
                        parts.add(new Part.HeaderValue(name.substring(7)));
                    } else {
                        section.problem(
                                "signed",
                                "there is no place {" + name + "}",
                                "the places are {body}, {timestamp}, {id}, {url}, {method}, {path}, {query}, {header:Name}");
                    }
                }
            }
        }

        private void named(String name, Optional<Part> part, List<Part> parts) {
            part.ifPresentOrElse(
                    parts::add,
                    () -> section.problem(
                            "signed",
                            "it is not said which header {" + name + "} stands in",
                            "add \"" + name + "_header\""));
        }
    }

    /** The names of the headers in it. */
    public List<String> headers() {
        List<String> names = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.HeaderValue(String name)) {
                names.add(name);
            }
        }
        return names;
    }

    /** Gives the bytes that are signed, piece by piece. */
    public void write(WebhookRequest request, Consumer<byte[]> target) {
        for (Part part : parts) {
            target.accept(
                    switch (part) {
                        case Part.Literal(String text) -> text.getBytes(StandardCharsets.UTF_8);
                        case Part.Body _ -> request.body();
                        // The characters of a header's value are its bytes.
                        case Part.HeaderValue(String name) ->
                            request.header(name).strip().getBytes(StandardCharsets.ISO_8859_1);
                        case Part.HeaderField(String header, FieldInHeader field) ->
                            field.first(request.header(header)).getBytes(StandardCharsets.ISO_8859_1);
                        case Part.Target(Place place) -> text(request, place).getBytes(StandardCharsets.UTF_8);
                    });
        }
    }

    /** The bytes that are signed, in pieces. */
    public List<byte[]> pieces(WebhookRequest request) {
        List<byte[]> pieces = new ArrayList<>(parts.size());
        write(request, pieces::add);
        return pieces;
    }

    private static String text(WebhookRequest request, Place place) {
        return switch (place) {
            case URL -> request.url();
            case METHOD -> request.method();
            case PATH -> request.path();
            case QUERY -> request.query();
        };
    }
}
