package io.sluice.gateway;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.sluice.core.stats.Stats;
import io.sluice.gateway.accept.AcceptHandler;
import io.sluice.gateway.accept.WebhookEndpoint;
import io.sluice.gateway.accept.WebhookTable;
import io.sluice.gateway.health.HealthReport;
import io.sluice.gateway.health.Readiness;
import io.sluice.gateway.http.AddressLimit;
import io.sluice.gateway.http.Answers;
import io.sluice.gateway.http.Inbox;
import io.sluice.gateway.http.Malformed;
import io.sluice.gateway.http.OpenConnections;
import io.sluice.gateway.http.Problem;
import io.sluice.gateway.http.RequestDecoder;
import io.sluice.gateway.http.Router;
import io.sluice.gateway.http.Unfinished;
import io.sluice.gateway.metrics.GatewayMeters;
import io.sluice.gateway.options.GatewayOptions;
import io.sluice.gateway.stats.StatsPage;
import io.sluice.gateway.tls.TlsPort;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The HTTP server: its options, its pages, one {@link Loop} for each event loop, all on the same ports. */
final class Front {
    private static final long SWEEP_MILLIS = 500;
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final GatewayOptions options;
    private final WebhookTable table;
    private final GatewayMeters meters;
    private final Answers answers;
    private final AcceptHandler.Parts parts;
    private final HealthReport health;
    private final Readiness readiness;
    private final ExecutorService threads;
    private final AddressLimit rootLimit;
    private final StatsPage statsPage;
    private final OpenConnections connections;
    private final Optional<TlsPort> tls;
    private final List<HttpServer> plain = Collections.synchronizedList(new ArrayList<>());
    private final List<HttpServer> secure = Collections.synchronizedList(new ArrayList<>());

    Front(
            GatewayOptions options,
            WebhookTable table,
            GatewayMeters meters,
            Answers answers,
            AcceptHandler.Parts parts,
            HealthReport health,
            Readiness readiness,
            Stats stats,
            ExecutorService threads,
            Optional<TlsPort> tls) {
        this.options = options;
        this.table = table;
        this.meters = meters;
        this.answers = answers;
        this.parts = parts;
        this.health = health;
        this.readiness = readiness;
        this.threads = threads;
        this.tls = tls;
        this.connections = new OpenConnections(options.limits().connections(), meters::connectionRefused);
        this.rootLimit = new AddressLimit(options.rootPerMinute(), System::nanoTime);
        this.statsPage = new StatsPage(
                stats,
                options.stats(),
                new AddressLimit(options.stats().perMinute(), System::nanoTime),
                answers,
                threads);
        meters.watchConnections(connections);
        tls.ifPresent(meters::watchTls);
    }

    /** Listens with every event loop. */
    Future<?> listen(Vertx vertx) {
        int loops = EventLoops.count(options);
        return vertx.deployVerticle(Loop::new, new DeploymentOptions().setInstances(loops));
    }

    /** That in clear text; empty when there is none. */
    OptionalInt port() {
        return first(plain);
    }

    /** That with TLS; empty when there is none. */
    OptionalInt tlsPort() {
        return first(secure);
    }

    private static OptionalInt first(List<HttpServer> servers) {
        return servers.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(servers.getFirst().actualPort());
    }

    /** Takes no new connection and lets requests finish; zero closes at once. */
    Future<?> shutdown(Duration limit) {
        List<Future<Void>> closing = new ArrayList<>();
        for (List<HttpServer> servers : List.of(plain, secure)) {
            for (HttpServer server : List.copyOf(servers)) {
                closing.add(server.shutdown(limit));
            }
        }
        return Future.join(closing);
    }

    private HttpServerOptions serverOptions() {
        HttpServerOptions server = new HttpServerOptions();
        server.setHost(options.host()).setPort(options.port());
        server.setTcpNoDelay(true).setAcceptBacklog(4_096).setReuseAddress(true);
        server.setMaxInitialLineLength(options.limits().lineBytes());
        server.setMaxHeaderSize(options.limits().headerBytes());
        server.setMaxChunkSize(64 * 1024);
        server.setReadIdleTimeout((int) options.limits().idle().toMillis());
        server.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        server.setHttp2ClearTextEnabled(false);
        server.setPerMessageWebSocketCompressionSupported(false); // its handler would see every request
        server.setPerFrameWebSocketCompressionSupported(false);
        server.setStrictThreadMode(true);
        return server;
    }

    /** One event loop's server and its handlers. */
    private final class Loop extends VerticleBase {
        @Override
        public Future<?> start() {
            Context loop = context;
            AcceptHandler handler =
                    new AcceptHandler(parts, new SplittableRandom(new SecureRandom().nextLong()), new Inbox(loop));
            Router router = new Router(
                            options.rootPath(), answers, new WebhookEndpoint(table, handler, answers, meters.unknown()))
                    .page("/", Front.this::root)
                    .page("/health", this::health)
                    .page("/health/ready", this::health)
                    .page("/health/live", this::live)
                    .page("/metrics", this::metrics)
                    .page("/stats", statsPage);
            if (!options.rootPath().isEmpty()) {
                router.page("", Front.this::root);
            }
            Unfinished unfinished = new Unfinished(options.limits().requestTime());
            vertx.setPeriodic(SWEEP_MILLIS, _ -> {
                handler.refuseLate();
                unfinished.closeLate();
            });
            meters.loopDelay().watch(vertx);
            List<Future<?>> listening = new ArrayList<>();
            if (tls.isEmpty() || !options.tls().orElseThrow().only()) {
                HttpServer server = server(serverOptions(), router, unfinished, this::welcome);
                plain.add(server);
                listening.add(server.listen());
            }
            tls.ifPresent(port -> {
                HttpServerOptions secureOptions = serverOptions();
                port.configure(secureOptions, connections);
                HttpServer server = server(secureOptions, router, unfinished, _ -> {});
                secure.add(server);
                listening.add(server.listen());
            });
            return Future.all(listening);
        }

        private HttpServer server(
                HttpServerOptions serverOptions,
                Router router,
                Unfinished unfinished,
                Consumer<HttpConnection> welcome) {
            HttpServer server = vertx.createHttpServer(serverOptions);
            Http1ServerConfig decoding = serverOptions.getHttp1Config();
            server.connectionHandler(connection -> {
                RequestDecoder.install(connection, decoding, unfinished);
                welcome.accept(connection);
            });
            server.requestHandler(router::route);
            server.invalidRequestHandler(Front.this::invalid);
            return server;
        }

        private void welcome(HttpConnection connection) {
            boolean room = connections.opened();
            connection.closeHandler(_ -> connections.closed());
            if (!room) {
                connection.close();
            }
        }

        private void live(HttpServerRequest request) {
            answers.json(request, 200, "{\"status\":\"alive\"}");
        }

        private void health(HttpServerRequest request) {
            var _ = health.report()
                    .thenAccept(report -> context.runOnContext(_ -> {
                        boolean well = report.ready() && readiness.open();
                        answers.json(request, well ? 200 : 503, report.json());
                    }));
        }

        private void metrics(HttpServerRequest request) {
            threads.execute(() -> {
                Buffer text = Buffer.buffer(meters.scrape());
                context.runOnContext(_ -> answers.send(request, 200, METRICS_TYPE, text));
            });
        }
    }

    private void root(HttpServerRequest request) {
        long seconds = rootLimit.secondsToWait(request.remoteAddress().hostAddress());
        if (seconds > 0) {
            answers.problem(request, rootLimit.problem(seconds));
        } else {
            answers.ok(request);
        }
    }

    /** What came is not HTTP as we read it. The connection is closed after the answer, because nobody knows where the next request begins. */
    private void invalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Problem problem = switch (cause) {
            case TooLongHttpLineException _ ->
                Problem.of(
                        414,
                        "The request line is longer than " + options.limits().lineBytes() + " bytes");
            case TooLongHttpHeaderException _ ->
                Problem.of(
                        431,
                        "The header fields are longer than " + options.limits().headerBytes() + " bytes");
            case Malformed malformed -> malformed.problem();
            case null, default -> Problem.of(400, "The request is not well-formed HTTP/1.1");
        };
        meters.unknown().rejected("malformed_request");
        answers.problem(request, problem.with("Connection", "close"));
    }
}
