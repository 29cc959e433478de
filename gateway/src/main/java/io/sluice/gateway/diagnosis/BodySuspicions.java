package io.sluice.gateway.diagnosis;

import io.sluice.core.json.JsonCheck;
import io.sluice.gateway.diagnosis.JsonLayout.Escapes;
import io.sluice.gateway.recorded.RecordedRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** What may have happened to a body between the signature and us. */
final class BodySuspicions {
    /** Bytes: larger bodies are not inflated or laid out anew. */
    private static final int LARGE = 4 * 1024 * 1024;

    private static final String ASPECT = "body";
    private static final String ANEW = "pass the bytes on as they came, before anything parses them";
    private static final JsonCheck JSON = new JsonCheck(new JsonCheck.Limits(200, LARGE, 1_000));

    private final byte[] body;
    private final List<byte[]> known = new ArrayList<>();
    private final List<Suspicion> found = new ArrayList<>();

    private BodySuspicions(byte[] body) {
        this.body = body;
        known.add(body);
    }

    static List<Suspicion> of(RecordedRequest request) {
        BodySuspicions suspicions = new BodySuspicions(request.body());
        suspicions.lineEnds();
        suspicions.layouts();
        suspicions.others();
        return suspicions.found;
    }

    private void suspect(byte[] other, String words, String cure) {
        if (known.stream().noneMatch(one -> Arrays.equals(one, other))) {
            known.add(other);
            found.add(Suspicion.ofRequest(ASPECT, words, cure, request -> Altered.body(request, other)));
        }
    }

    private void suspect(String other, String words, String cure) {
        suspect(other.getBytes(StandardCharsets.ISO_8859_1), words, cure);
    }

    private void lineEnds() {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        suspect(
                text.replaceFirst("[\\r\\n]+\\z", ""),
                "the body has a line's end behind it that was not signed",
                "record it without one (an editor or `echo` adds it), send it with curl --data-binary");
        suspect(text + "\n", "the body was signed with a newline behind it that is missing here", ANEW);
        suspect(text + "\r\n", "the body was signed with CR LF behind it, which is missing here", ANEW);
        String unix = text.replace("\r\n", "\n");
        suspect(unix, "the body was signed with LF at its lines' ends and has CR LF here", ANEW);
        suspect(
                unix.replace("\n", "\r\n"),
                "the body was signed with CR LF at its lines' ends and has LF here",
                "an editor or git may have changed the file; " + ANEW);
        suspect(
                text.replaceAll("[\\r\\n]", ""),
                "the body was signed without any line's end",
                "`curl -d @file` leaves them out: use --data-binary @file");
        suspect(text.strip(), "the body was signed without the blanks around it", ANEW);
    }

    private void layouts() {
        if (body.length > LARGE || JSON.check(body, 0, body.length).isPresent()) {
            return;
        }
        Map<String, JsonLayout> layouts = new LinkedHashMap<>();
        for (Escapes escapes : Escapes.values()) {
            String texts = switch (escapes) {
                case KEPT -> "";
                case ASCII -> ", with everything beyond ASCII as \\uXXXX";
                case ASCII_AND_SLASHES ->
                    ", with everything beyond ASCII as \\uXXXX and slashes as \\/ (as PHP writes it)";
                case FEWEST -> ", without needless \\uXXXX and \\/";
            };
            layouts.put("without blanks" + texts, new JsonLayout("", "", ":", escapes));
            layouts.put(
                    "with a blank behind commas and colons (as Python writes it)" + texts,
                    new JsonLayout("", " ", ": ", escapes));
            layouts.put("indented by two blanks" + texts, new JsonLayout("  ", "", ": ", escapes));
            layouts.put("indented by four blanks" + texts, new JsonLayout("    ", "", ": ", escapes));
            layouts.put("indented by tabs" + texts, new JsonLayout("\t", "", ": ", escapes));
        }
        layouts.forEach((how, layout) -> {
            String words = "the body was parsed and written again: it was signed " + how;
            byte[] laidOut = layout.write(body);
            suspect(laidOut, words, ANEW);
            byte[] ended = Arrays.copyOf(laidOut, laidOut.length + 1);
            ended[laidOut.length] = '\n';
            suspect(ended, words + ", with a newline behind it", ANEW);
        });
    }

    private void others() {
        boolean marked = body.length > 2 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
        if (marked) {
            suspect(
                    Arrays.copyOfRange(body, 3, body.length),
                    "the body has a byte order mark before it that was not signed",
                    "an editor may have put it there: record the bytes as they came");
        }
        suspect(
                new byte[0],
                "an empty body was signed",
                "the sender signs before it sets the body, or signs something else");
        if (body.length > 2 && body[0] == 0x1F && body[1] == (byte) 0x8B) {
            try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
                suspect(
                        plain.readNBytes(LARGE),
                        "the body was signed before it was compressed",
                        "signatures are checked over the bytes that come: let the sender sign those, or not compress");
            } catch (IOException notGzip) {
                // Then that is not it.
            }
        }
    }
}
