package io.sluice.core.config;

/**
 * A Redis server.
 *
 * @param user empty for the default user
 * @param password empty when there is none
 */
public record RedisConnection(String host, int port, int db, String user, String password, boolean tls) {

    /** Where the server is; never the password. */
    @Override
    public String toString() {
        return (tls ? "rediss" : "redis") + "://" + (user.isEmpty() ? "" : user + "@") + host + ":" + port + "/" + db;
    }
}
