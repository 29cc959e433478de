package io.sluice.bench.floor;

import io.sluice.core.event.EventIds;
import io.sluice.gateway.http.Answers;
import io.sluice.gateway.options.GatewayOptions;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Reads each request to its end and answers with the bytes and headers of a gateway that has accepted an event. Same server, same
 * options, same event loops as the gateway; no check, no journal, no log.
 */
public final class FloorServer implements AutoCloseable {
    private static final long START_SECONDS = 30;

    private final Vertx vertx;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

    private FloorServer(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Listens as the options say; returns when it does. */
    public static FloorServer start(GatewayOptions options, InstantSource clock) {
        FloorServer floor = new FloorServer(Vertx.vertx(new VertxOptions().setPreferNativeTransport(true)));
        Answers answers = new Answers(options.security());
        int loops = options.eventLoops() > 0
                ? options.eventLoops()
                : Runtime.getRuntime().availableProcessors();
        Future<String> listening = floor.vertx.deployVerticle(
                () -> floor.new Loop(options, answers, clock), new DeploymentOptions().setInstances(loops));
        listening
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(START_SECONDS, TimeUnit.SECONDS)
                .join();
        return floor;
    }

    /** The port it listens on. */
    public int port() {
        return servers.getFirst().actualPort();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private final class Loop extends VerticleBase {
        private final GatewayOptions options;
        private final Answers answers;
        private final EventIds ids;

        Loop(GatewayOptions options, Answers answers, InstantSource clock) {
            this.options = options;
            this.answers = answers;
            this.ids = new EventIds(clock, new SplittableRandom(new SecureRandom().nextLong()));
        }

        @Override
        public Future<?> start() {
            HttpServer server = vertx.createHttpServer(serverOptions());
            servers.add(server);
            return server.requestHandler(this::answer).listen();
        }

        private void answer(HttpServerRequest request) {
            request.handler(_ -> {}); // the body is read and forgotten
            request.endHandler(_ -> answers.accepted(request, ids.next()));
        }

        /** The options of the gateway's own server. */
        private HttpServerOptions serverOptions() {
            HttpServerOptions server = new HttpServerOptions();
            server.setHost(options.host()).setPort(options.port());
            server.setTcpNoDelay(true).setAcceptBacklog(4_096).setReuseAddress(true);
            server.setMaxChunkSize(64 * 1024);
            server.setReadIdleTimeout((int) options.limits().idle().toMillis());
            server.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
            server.setHttp2ClearTextEnabled(false);
            server.setPerMessageWebSocketCompressionSupported(false); // its handler would see every request
            server.setPerFrameWebSocketCompressionSupported(false);
            server.setStrictThreadMode(true);
            return server;
        }
    }
}
