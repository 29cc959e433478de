package io.sluice.bench.report;

/** Pages that need nothing else: no scripts, pictures drawn inline, light or dark as the reader's system is. */
public final class Html {
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1c2430; --dim: #667; --line: #d8dde6; --paper: #fff; --a: #1668b8; --b: #b26a00; --c: #c0262d; --good: #14783c; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --dim: #98a2b0; --line: #333c49; --paper: #14181e; --a: #62aef0; --b: #f0b04a; --c: #ff7b7b; --good: #5fd08b; } }
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 900px; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.5rem; margin-bottom: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; } .dim { color: var(--dim); }
            table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
            th, td { text-align: right; padding: .25rem .6rem; border-bottom: 1px solid var(--line); } th:first-child, td:first-child { text-align: left; }
            figure { margin: 1.5rem 0; } figcaption { font-weight: 600; } .key { font-weight: 400; margin-left: .8rem; }
            .key.a { color: var(--a); } .key.b { color: var(--b); } .key.c { color: var(--c); }
            svg { width: 100%; height: auto; } svg text { font-size: 11px; fill: var(--dim); } text.y { text-anchor: end; } text.x { text-anchor: middle; }
            line.grid { stroke: var(--line); } polyline { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
            polyline.a { stroke: var(--a); } polyline.b { stroke: var(--b); } polyline.c { stroke: var(--c); }
            .check { padding: .6rem 1rem; border-left: 4px solid var(--dim); margin: .5rem 0; white-space: pre-line; } .good { border-color: var(--good); } .bad { border-color: var(--c); }
            """;

    private Html() {}

    /** Everything up to the beginning of the body. */
    public static String head(String title) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                %s</style></head><body>
                """.formatted(escape(title), STYLE);
    }

    /** Makes text safe between tags and in quoted attributes. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
