package io.sluice.gateway.options;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A port that speaks TLS 1.2 and 1.3.
 *
 * @param port 0 takes a free one
 * @param certificate PEM: the gateway's own certificate first, then those of its issuers
 * @param key PEM: the private key of that certificate
 * @param clientCa PEM: what the certificates of senders must chain to; empty when senders are not asked for one
 * @param handshake how long the handshake of a connection may take
 * @param renewal how often the files are looked at for something new
 * @param only whether there is no port in clear text
 */
public record TlsOptions(
        int port,
        Path certificate,
        Path key,
        Optional<Path> clientCa,
        Duration handshake,
        Duration renewal,
        boolean only) {
    /** The variable that names {@link #certificate}. */
    public static final String CERTIFICATE = "TLS_CERTIFICATE_FILE";
    /** The variable that names {@link #key}. */
    public static final String KEY = "TLS_KEY_FILE";
    /** The variable that names {@link #clientCa}. */
    public static final String CLIENT_CA = "TLS_CLIENT_CA_FILE";

    private static final String PORT = "TLS_PORT";
    private static final String ONLY = "TLS_ONLY";

    static Optional<TlsOptions> read(Environment environment) {
        if (environment.text(PORT, "").isEmpty()) {
            for (String name : List.of(CERTIFICATE, KEY, CLIENT_CA, ONLY)) {
                if (!environment.text(name, "").isEmpty()) {
                    environment.problem(name + ": has no effect without " + PORT + ": write the port, such as 8443");
                }
            }
            return Optional.empty();
        }
        return Optional.of(new TlsOptions(
                environment.integer(PORT, 8443, 0, 65_535),
                required(environment, CERTIFICATE),
                required(environment, KEY),
                Optional.of(environment.text(CLIENT_CA, ""))
                        .filter(path -> !path.isEmpty())
                        .map(Path::of),
                Duration.ofSeconds(environment.integer("TLS_HANDSHAKE_TIMEOUT_SECONDS", 10, 1, 3_600)),
                Duration.ofSeconds(environment.integer("TLS_RENEWAL_SECONDS", 10, 1, 86_400)),
                environment.flag(ONLY, false)));
    }

    private static Path required(Environment environment, String name) {
        String path = environment.text(name, "");
        if (path.isEmpty()) {
            environment.problem(name + ": write the path of a PEM file, because " + PORT + " is set");
        }
        return Path.of(path);
    }

    /** Whether a gateway with these variables asks senders for certificates. */
    public static boolean asksSenders(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        return !environment.text(PORT, "").isEmpty()
                && !environment.text(CLIENT_CA, "").isEmpty();
    }
}
