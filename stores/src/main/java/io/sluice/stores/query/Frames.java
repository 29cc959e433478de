package io.sluice.stores.query;

import io.sluice.core.store.Rows;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes over the query socket, big-endian. A question: version, row limit, SQL. An answer: 'R', the column names, and each row
 * behind a 1, with a 0 at the end; or 'E' and a message. A text is its length and UTF-8; a value is a letter for its type and itself.
 */
final class Frames {
    static final int VERSION = 1;
    private static final int LONGEST_TEXT = 64 << 20;

    private Frames() {}

    /** @param limit the most rows wanted */
    record Question(String sql, int limit) {}

    static void ask(DataOutputStream out, Question question) throws IOException {
        out.writeInt(VERSION);
        out.writeInt(question.limit());
        text(out, question.sql());
        out.flush();
    }

    static Question readQuestion(DataInputStream in) throws IOException {
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("the question is in version " + version + " of the protocol; this is " + VERSION);
        }
        int limit = in.readInt();
        return new Question(text(in), limit);
    }

    static void answer(DataOutputStream out, Rows rows) throws IOException {
        out.writeByte('R');
        out.writeInt(rows.columns().size());
        for (String column : rows.columns()) {
            text(out, column);
        }
        for (List<Object> row : rows.rows()) {
            out.writeByte(1);
            for (Object value : row) {
                value(out, value);
            }
        }
        out.writeByte(0);
        out.flush();
    }

    static void refuse(DataOutputStream out, String message) throws IOException {
        out.writeByte('E');
        text(out, message);
        out.flush();
    }

    /** @throws Refused when the answer is a message */
    static Rows readAnswer(DataInputStream in) throws IOException, Refused {
        if (in.readByte() == 'E') {
            throw new Refused(text(in));
        }
        int count = in.readInt();
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            columns.add(text(in));
        }
        List<List<Object>> rows = new ArrayList<>();
        while (in.readByte() == 1) {
            List<Object> row = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                row.add(value(in));
            }
            rows.add(row);
        }
        return new Rows(columns, rows);
    }

    /** The store's own words why it does not answer. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    private static void value(DataOutputStream out, Object value) throws IOException {
        switch (value) {
            case null -> out.writeByte('0');
            case Boolean truth -> {
                out.writeByte('B');
                out.writeBoolean(truth);
            }
            case Long whole -> {
                out.writeByte('L');
                out.writeLong(whole);
            }
            case Double real -> {
                out.writeByte('D');
                out.writeDouble(real);
            }
            case BigInteger whole -> {
                out.writeByte('I');
                text(out, whole.toString());
            }
            case BigDecimal decimal -> {
                out.writeByte('N');
                text(out, decimal.toString());
            }
            case Object other -> {
                out.writeByte('T');
                text(out, other.toString());
            }
        }
    }

    private static Object value(DataInputStream in) throws IOException {
        byte type = in.readByte();
        return switch (type) {
            case '0' -> null;
            case 'B' -> in.readBoolean();
            case 'L' -> in.readLong();
            case 'D' -> in.readDouble();
            case 'I' -> new BigInteger(text(in));
            case 'N' -> new BigDecimal(text(in));
            case 'T' -> text(in);
            default -> throw new IOException("no value is of type " + type);
        };
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST_TEXT) {
            throw new IOException("a text of " + length + " bytes is not taken");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the other side went away in the middle of a text");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
