package io.sluice.stack;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A service's log that is read from near its end, and then on as it grows. Holds only what it prints. */
final class LogFile {
    private static final int PIECE = 64 << 10;

    private final Path file;
    private final String label;
    private long position;

    /** @param label stands before each line; may be empty */
    LogFile(Path file, String label) {
        this.file = file;
        this.label = label;
    }

    /** Prints the last lines, and remembers where it stopped. One that has no end yet counts, and waits for it. */
    void printLast(int lines, PrintWriter out) throws IOException {
        if (Files.exists(file)) {
            try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
                position = startOfLast(lines, log);
            }
            printNew(out);
        }
    }

    /** Prints a line that has no end yet: what a program wrote last before it was killed need not be a whole line. */
    void printUnfinished(PrintWriter out) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] rest = new byte[(int) Math.min(PIECE, log.length() - position)];
            log.seek(position);
            log.readFully(rest);
            print(rest, rest.length, out);
            position += rest.length;
        }
        out.flush();
    }

    /** Prints the whole lines that were added since. @return whether there were any */
    boolean printNew(PrintWriter out) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        boolean any = false;
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            if (log.length() < position) {
                position = 0; // it was emptied or replaced
            }
            byte[] piece = new byte[PIECE];
            int read;
            log.seek(position);
            while ((read = log.read(piece)) > 0) {
                int end = endOfLines(piece, read);
                if (end == 0) {
                    break;
                }
                print(piece, end, out);
                any = true;
                position += end;
                log.seek(position);
            }
        }
        out.flush();
        return any;
    }

    /** Where the last whole line in the piece ends; a line that fills the piece is cut. */
    private static int endOfLines(byte[] piece, int length) {
        for (int i = length; i > 0; i--) {
            if (piece[i - 1] == '\n') {
                return i;
            }
        }
        return length == piece.length ? length : 0;
    }

    private void print(byte[] piece, int length, PrintWriter out) {
        String text = new String(piece, 0, length, StandardCharsets.UTF_8);
        text.lines().forEach(line -> out.println(label + line));
    }

    private static boolean endsWithBreak(RandomAccessFile log) throws IOException {
        if (log.length() == 0) {
            return true;
        }
        log.seek(log.length() - 1);
        return log.read() == '\n';
    }

    private static long startOfLast(int lines, RandomAccessFile log) throws IOException {
        byte[] piece = new byte[PIECE];
        long end = log.length();
        // The line break that ends the line before the first one wanted; a last line may have none yet.
        int left = endsWithBreak(log) ? lines + 1 : lines;
        if (left == 0) {
            return end;
        }
        while (end > 0) {
            long start = Math.max(0, end - PIECE);
            log.seek(start);
            log.readFully(piece, 0, (int) (end - start));
            for (int i = (int) (end - start); i > 0; i--) {
                if (piece[i - 1] == '\n' && --left == 0) {
                    return start + i;
                }
            }
            end = start;
        }
        return 0;
    }
}
