package io.sluice.gateway;

import io.sluice.gateway.options.GatewayOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The threads that serve requests. */
final class EventLoops {
    private static final Logger LOG = System.getLogger(EventLoops.class.getName());

    private EventLoops() {}

    /** How many: one a core, as long as nothing else is said. */
    static int count(GatewayOptions options) {
        return options.eventLoops() > 0
                ? options.eventLoops()
                : Runtime.getRuntime().availableProcessors();
    }

    static Vertx start(GatewayOptions options) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(count(options))
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setPreferNativeTransport(true));
        if (!vertx.isNativeTransportEnabled()) {
            LOG.log(Level.INFO, "No native transport for this platform: Java's own is used, which is somewhat slower");
        }
        return vertx;
    }
}
