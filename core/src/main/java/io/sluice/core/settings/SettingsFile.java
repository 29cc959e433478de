package io.sluice.core.settings;

import java.util.Arrays;
import java.util.Map;

/**
 * One settings file: an object in JSON (RFC 8259, a byte order mark tolerated), with variables substituted. Malformed text,
 * repeated keys and missing variables are reported to the problems.
 */
public final class SettingsFile {

    private SettingsFile() {}

    /**
     * Reads a file's content.
     *
     * @param file the name that problems carry
     * @param environment the variables that {@code {$NAME}} stands for
     * @return the whole file; empty when it was malformed
     */
    public static FileSection parse(String file, byte[] content, Map<String, String> environment, Problems problems) {
        JsonTree tree = new JsonTree(file, new Substitution(environment), problems);
        JsonValue.Obj root =
                tree.read(withoutMark(content)).orElseGet(() -> new JsonValue.Obj(new Place(1, 1), Map.of()));
        return new FileSection(file, "", root.place(), root, problems);
    }

    private static byte[] withoutMark(byte[] content) {
        boolean marked = content.length >= 3
                && content[0] == (byte) 0xEF
                && content[1] == (byte) 0xBB
                && content[2] == (byte) 0xBF;
        return marked ? Arrays.copyOfRange(content, 3, content.length) : content;
    }
}
