package io.sluice.stores.clickhouse;

import com.clickhouse.client.api.ServerException;
import io.sluice.core.config.ClickHouseConnection;
import io.sluice.core.store.StoreException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;

/** Says what went wrong between here and a ClickHouse server, where, and what to look at; never a secret. */
final class Failures {
    /** REQUIRED_PASSWORD, UNKNOWN_USER, WRONG_PASSWORD, AUTHENTICATION_FAILED. */
    private static final Set<Integer> WHO = Set.of(194, 192, 193, 516);

    private final ClickHouseConnection connection;
    private final String place;

    Failures(ClickHouseConnection connection) {
        this.connection = connection;
        this.place = "ClickHouse at " + connection.host() + ":" + connection.httpPort();
    }

    StoreException silent(long waitedMillis, Exception cause) {
        return new StoreException(place + " did not answer within " + waitedMillis + " ms", cause);
    }

    StoreException of(Exception failed, long answerMillis) {
        Throwable cause = failed;
        while (cause != null) {
            switch (cause) {
                case ServerException server -> {
                    return refused(server);
                }
                case UnknownHostException _ -> {
                    return unreachable("the host is not known", failed);
                }
                case SocketTimeoutException _ -> {
                    return silent(answerMillis, failed);
                }
                case ConnectException connect -> {
                    return unreachable(lastPart(connect.getMessage()), failed);
                }
                default -> cause = cause.getCause();
            }
        }
        return new StoreException(place + ": " + innermost(failed), failed);
    }

    private StoreException refused(ServerException server) {
        if (WHO.contains(server.getCode())) {
            return new StoreException(
                    place + " does not let user " + connection.user()
                            + " in: check user and password of the clickhouse connection",
                    server);
        }
        return new StoreException(place + ": " + server.getMessage(), server);
    }

    private StoreException unreachable(String why, Exception cause) {
        return new StoreException(
                place + " cannot be reached: " + why
                        + ". Is it running, and are host and http_port of the clickhouse connection right?",
                cause);
    }

    private static String innermost(Throwable failed) {
        Throwable deepest = failed;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
    }

    /** "Connect to http://… failed: Connection refused" without what was said already. */
    private static String lastPart(String message) {
        return message == null
                ? "no connection"
                : message.substring(message.lastIndexOf(": ") + 1).strip();
    }
}
