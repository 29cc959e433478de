package io.sluice.app;

import io.sluice.core.store.Rows;
import java.io.FilterWriter;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** How {@code sluice sql} prints the rows it found. */
enum RowFormat {
    /** Columns in line, numbers to the right; control characters made visible. */
    TABLE {
        @Override
        void print(PrintWriter out, Rows rows) {
            List<String> columns = rows.columns();
            List<List<String>> cells = new ArrayList<>();
            rows.rows()
                    .forEach(row ->
                            cells.add(row.stream().map(RowFormat::visible).toList()));
            int[] widths = new int[columns.size()];
            for (int column = 0; column < widths.length; column++) {
                int at = column;
                int widest =
                        cells.stream().mapToInt(row -> width(row.get(at))).max().orElse(0);
                widths[column] = Math.max(width(columns.get(column)), widest);
            }
            line(out, columns, widths, List.of());
            out.println(Arrays.stream(widths).mapToObj("-"::repeat).collect(Collectors.joining("  ")));
            for (int row = 0; row < cells.size(); row++) {
                line(out, cells.get(row), widths, rows.rows().get(row));
            }
            out.println(cells.size() == 1 ? "(1 row)" : "(" + cells.size() + " rows)");
        }
    },
    /** One JSON object a line, as in <a href="https://jsonlines.org">JSON Lines</a>. */
    JSON {
        @Override
        void print(PrintWriter out, Rows rows) {
            for (List<Object> row : rows.rows()) {
                try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), new Unclosed(out))) {
                    json.writeStartObject();
                    for (int column = 0; column < row.size(); column++) {
                        json.writeName(rows.columns().get(column));
                        value(json, row.get(column));
                    }
                    json.writeEndObject();
                }
                out.println();
            }
        }
    },
    /** With a header line, quoted as RFC 4180 asks. */
    CSV {
        @Override
        void print(PrintWriter out, Rows rows) {
            record(out, rows.columns());
            rows.rows().forEach(row -> record(out, row));
        }
    };

    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    abstract void print(PrintWriter out, Rows rows);

    private static void line(PrintWriter out, List<String> cells, int[] widths, List<Object> values) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            String pad = " ".repeat(widths[column] - width(cell));
            boolean number = !values.isEmpty() && values.get(column) instanceof Number;
            line.append(column == 0 ? "" : "  ").append(number ? pad + cell : cell + pad);
        }
        out.println(line.toString().stripTrailing());
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String visible(Object value) {
        if (value == null) {
            return "NULL";
        }
        StringBuilder text = new StringBuilder();
        value.toString().codePoints().forEach(point -> {
            if (point == '\n') {
                text.append("\\n");
            } else if (point == '\t') {
                text.append("\\t");
            } else if (Character.isISOControl(point)) {
                text.append("\\x").append(String.format("%02x", point));
            } else {
                text.appendCodePoint(point);
            }
        });
        return text.toString();
    }

    private static void value(JsonGenerator json, Object value) {
        switch (value) {
            case null -> json.writeNull();
            case Boolean truth -> json.writeBoolean(truth);
            case Double number -> json.writeNumber(number);
            case Float number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(number);
            case BigInteger number -> json.writeNumber(number);
            case Number whole -> json.writeNumber(whole.longValue());
            default -> json.writeString(value.toString());
        }
    }

    private static void record(PrintWriter out, List<?> cells) {
        out.print(cells.stream().map(RowFormat::quoted).collect(Collectors.joining(",")));
        out.print("\r\n");
    }

    private static String quoted(Object cell) {
        String text = cell == null ? "" : cell.toString();
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Keeps the generator from closing the writer that is not its own. */
    private static final class Unclosed extends FilterWriter {
        Unclosed(PrintWriter out) {
            super(out);
        }

        @Override
        public void close() {
            // The rest of the rows comes through the same writer.
        }
    }
}
