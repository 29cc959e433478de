package io.sluice.bench.report;

/** Text in HTML. */
final class Html {
    private Html() {}

    /** Makes text safe between tags and in quoted attributes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
