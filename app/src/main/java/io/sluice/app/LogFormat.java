package io.sluice.app;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** One line a message on standard error: time, level, where from, what. Line breaks inside a message are made visible. */
public final class LogFormat extends Formatter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Held here, because a logger that nobody holds forgets its level. */
    private static final Logger CLICKHOUSE = Logger.getLogger("com.clickhouse");

    /** Replaces whatever handlers there are. */
    public static void install() {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        ConsoleHandler console = new ConsoleHandler();
        console.setFormatter(new LogFormat());
        console.setLevel(Level.ALL);
        root.addHandler(console);
        root.setLevel(Level.INFO);
        CLICKHOUSE.setLevel(Level.SEVERE); // the store reports its failures itself, once each
    }

    @Override
    public String format(LogRecord entry) {
        String name = entry.getLoggerName() == null ? "" : entry.getLoggerName();
        StringBuilder line = new StringBuilder(160)
                .append(TIME.format(Instant.ofEpochMilli(entry.getMillis())))
                .append(' ')
                .append(word(entry.getLevel()))
                .append(' ')
                .append(name.substring(name.lastIndexOf('.') + 1))
                .append(": ")
                .append(oneLine(formatMessage(entry)));
        for (Throwable cause = entry.getThrown(); cause != null; cause = cause.getCause()) {
            line.append(" | ").append(oneLine(cause.toString()));
        }
        return line.append(System.lineSeparator()).toString();
    }

    private static String word(Level level) {
        int value = level.intValue();
        return value >= 1000 ? "ERROR" : value >= 900 ? "WARN" : value >= 800 ? "INFO" : "DEBUG";
    }

    private static String oneLine(String text) {
        return text.replace("\r", "\\r").replace("\n", "\\n");
    }
}
