package io.sluice.analytics;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The API over HTTP: the JDK's own server with a virtual thread a request, which is all that a few readers need. */
final class ApiServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ApiServer.class.getName());
    private static final String POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
            + "connect-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private final Api api;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    ApiServer(AnalyticsOptions options, Api api) throws IOException {
        this.api = api;
        try {
            this.server = HttpServer.create(new InetSocketAddress(options.host(), options.port()), 0);
        } catch (IOException taken) {
            throw new IOException(
                    "cannot listen on " + options.host() + " port " + options.port() + ": " + taken.getMessage(),
                    taken);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
    }

    void start() {
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            boolean head = method.equals("HEAD");
            Reply reply;
            if (head || method.equals("GET")) {
                reply = reply(exchange);
            } else {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                reply = Reply.problem(405, "Method Not Allowed", "Only GET is answered here");
            }
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", reply.contentType());
            headers.set("Cache-Control", "no-store");
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("X-Frame-Options", "DENY");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("Content-Security-Policy", POLICY);
            exchange.sendResponseHeaders(reply.status(), head ? -1 : reply.body().length);
            if (!head) {
                exchange.getResponseBody().write(reply.body());
            }
        }
    }

    private Reply reply(HttpExchange exchange) {
        try {
            return api.get(
                    exchange.getRequestURI().getRawPath(),
                    exchange.getRequestURI().getRawQuery());
        } catch (RuntimeException unexpected) {
            LOG.log(Level.ERROR, "a request could not be answered", unexpected);
            return Reply.problem(500, "Internal Server Error", "The log of the service says more");
        }
    }

    @Override
    public void close() {
        server.stop(1);
        threads.shutdownNow();
    }
}
