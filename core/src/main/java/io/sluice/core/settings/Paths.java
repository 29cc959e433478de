package io.sluice.core.settings;

/** The keys that lead to a value, as problems show them. */
final class Paths {

    private Paths() {}

    static String inside(String path, String key) {
        String plain = plain(key);
        return path.isEmpty() ? plain : path + "." + plain;
    }

    static String element(String path, int index) {
        return path + "[" + index + "]";
    }

    /** The key fit for one line: without control characters, and not endless. */
    static String plain(String key) {
        String shortened = key.length() > 80 ? key.substring(0, 80) + "…" : key;
        return shortened.replaceAll("\\p{Cntrl}", "?");
    }
}
