package io.sluice.gateway.tls;

import io.netty.handler.ssl.SslContext;
import io.sluice.gateway.http.OpenConnections;
import io.sluice.gateway.options.TlsOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;

/**
 * The port with TLS: its certificate, and the authorities of senders, as they stand in their files now. Renewed files are taken up while
 * it runs; what cannot be used is told, and those of before stay. Thread-safe.
 */
public final class TlsPort implements AutoCloseable {
    private static final Logger LOG = System.getLogger(TlsPort.class.getName());

    private final TlsOptions options;
    private final InstantSource clock;
    private final Handshakes handshakes = new Handshakes();
    private volatile Credentials current;
    /** The fingerprint of the files that were looked at last, whether they could be used or not. */
    private String seen;
    /** What was said last of files that cannot be used; empty when they can. */
    private String told = "";

    private TlsPort(TlsOptions options, InstantSource clock, Credentials first, String seen) {
        this.options = options;
        this.clock = clock;
        this.current = first;
        this.seen = seen;
    }

    /** @throws IllegalArgumentException when a file cannot be used, with its name and the cure */
    public static TlsPort open(TlsOptions options, InstantSource clock) {
        try {
            Credentials.Files files = Credentials.Files.read(options);
            TlsPort port = new TlsPort(options, clock, Credentials.of(files), files.fingerprint());
            port.warn();
            return port;
        } catch (UnusableFile unusable) {
            throw new IllegalArgumentException(unusable.getMessage(), unusable);
        }
    }

    /** Makes a server's options those of this port. */
    public void configure(HttpServerOptions server, OpenConnections connections) {
        server.setPort(options.port()).setSsl(true).setUseAlpn(false);
        server.setSslHandshakeTimeout(options.handshake().toSeconds()).setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
        server.setKeyCertOptions(new NoKeys());
        server.setSslEngineOptions(new Engine(new CurrentContext(() -> current, connections, handshakes)));
    }

    /**
     * Looks whether there is something new in the files, and takes it up. Blocks; not for event loops. What cannot be used is told once for
     * each thing that it is.
     */
    public synchronized void renew() {
        try {
            Credentials.Files files = Credentials.Files.read(options);
            String found = files.fingerprint();
            if (!found.equals(seen)) {
                seen = found;
                take(Credentials.of(files));
                told = "";
            }
        } catch (UnusableFile unusable) {
            if (!told.equals(unusable.getMessage())) {
                told = unusable.getMessage();
                LOG.log(Level.WARNING, "The certificates in use stay in use: {0}", told);
            }
        }
    }

    private void take(Credentials next) {
        Credentials before = current;
        current = next;
        if (next.trustsOthersThan(before)) {
            handshakes.judgeAgain(next);
        }
        LOG.log(Level.INFO, "A renewed certificate is in use, valid until {0}", next.expiry());
        warn();
    }

    private void warn() {
        current.warnings(options, clock.instant()).forEach(warning -> LOG.log(Level.WARNING, "{0}", warning));
    }

    /** How often {@link #renew} is to be called. */
    public Duration renewal() {
        return options.renewal();
    }

    public Handshakes handshakes() {
        return handshakes;
    }

    /** Seconds until the first certificate of our own chain expires; below zero when it has. */
    public double secondsLeft() {
        return secondsUntil(current.expiry());
    }

    /** The same of the senders' authorities; not a number when senders are not asked. */
    public double authoritySecondsLeft() {
        return current.authoritiesExpiry().map(this::secondsUntil).orElse(Double.NaN);
    }

    private double secondsUntil(Instant end) {
        return Duration.between(clock.instant(), end).toMillis() / 1e3;
    }

    @Override
    public void close() {
        handshakes.close();
    }

    /** Where Vert.x takes its context from. */
    private static final class Engine extends JdkSSLEngineOptions {
        private final SslContext context;

        Engine(SslContext context) {
            this.context = context;
        }

        @Override
        public JdkSSLEngineOptions copy() {
            return new Engine(context);
        }

        @Override
        public SslContextFactory sslContextFactory() {
            return () -> context;
        }
    }

    /** Vert.x asks for keys where there is TLS; ours are in the context. */
    private static final class NoKeys implements KeyCertOptions {
        @Override
        public KeyCertOptions copy() {
            return this;
        }

        @Override
        public KeyManagerFactory getKeyManagerFactory(Vertx vertx) throws Exception {
            KeyManagerFactory none = KeyManagerFactory.getInstance("SunX509");
            none.init(null, null);
            return none;
        }

        @Override
        public Function<String, KeyManagerFactory> keyManagerFactoryMapper(Vertx vertx) {
            return _ -> null;
        }
    }
}
