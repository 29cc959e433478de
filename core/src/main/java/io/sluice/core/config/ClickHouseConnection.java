package io.sluice.core.config;

/**
 * A ClickHouse server reached over HTTP.
 *
 * @param password empty when there is none
 */
public record ClickHouseConnection(
        String host, int httpPort, boolean tls, String database, String user, String password) {

    /** Where the server is and what is used there; never the password. */
    @Override
    public String toString() {
        return "clickhouse " + (tls ? "https" : "http") + "://" + user + "@" + host + ":" + httpPort + "/" + database;
    }
}
