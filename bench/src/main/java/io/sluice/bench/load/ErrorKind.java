package io.sluice.bench.load;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Failures of connections in a few words, few enough to be counted by. */
final class ErrorKind {
    private ErrorKind() {}

    /** Why a connection could not be made. */
    static String ofConnect(Throwable failure) {
        String message = message(failure);
        return switch (failure) {
            case UnknownHostException _ -> "unknown host";
            case SSLException _ -> "TLS refused";
            case ConnectException _ when message.contains("refused") -> "connection refused";
            case ConnectException _ when message.contains("timed out") -> "connect timeout";
            default -> "connection failed: " + failure.getClass().getSimpleName();
        };
    }

    /** Why a connection broke. */
    static String ofConnection(Throwable failure) {
        String message = message(failure);
        return switch (failure) {
            case ClosedChannelException _ -> "connection closed";
            case SSLException _ -> "TLS broken";
            case IOException _ when message.contains("reset") -> "connection reset";
            case IOException _ when message.contains("broken pipe") -> "connection closed";
            default -> "connection broken: " + failure.getClass().getSimpleName();
        };
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? "" : failure.getMessage().toLowerCase(Locale.ROOT);
    }
}
