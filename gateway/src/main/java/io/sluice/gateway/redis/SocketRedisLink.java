package io.sluice.gateway.redis;

import io.sluice.core.config.RedisConnection;
import io.sluice.core.plugin.Health;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A {@link RedisLink} over one pipelined connection on one event loop. A call without an answer within {@link #CALL_LIMIT} closes
 * the connection, which fails every call under way; what comes after is refused at once until a new connection has answered. A time
 * in which this process did not run does not count against Redis.
 */
public final class SocketRedisLink implements RedisLink {
    private static final Logger LOG = System.getLogger(SocketRedisLink.class.getName());
    private static final Duration CALL_LIMIT = Duration.ofMillis(500);
    private static final long TICK_MILLIS = 50;
    private static final long HEARTBEAT_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long BACKOFF_FIRST_NANOS = Duration.ofMillis(50).toNanos();
    private static final long BACKOFF_LAST_NANOS = Duration.ofSeconds(1).toNanos();

    private final RedisConnection settings;
    private final String instance;
    private final Context context;
    private final NetClient client;
    private volatile boolean up;
    private volatile boolean closed;
    private final Presence presence = new Presence();
    private final Queue<Runnable> told = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> tried = new CompletableFuture<>();
    private final LongAdder misses = new LongAdder();
    private volatile String runId = "";
    private volatile String trouble = "not reached yet";

    private final LongAdder failedConnects = new LongAdder();
    private final LongAdder lostConnections = new LongAdder();
    private final LongAdder errorReplies = new LongAdder();
    private final LongAdder callsWithoutLink = new LongAdder();

    // Touched by the context's event loop alone.
    private final CallsUnderWay calls = new CallsUnderWay();
    private final AwakeTime awake = new AwakeTime(Duration.ofMillis(TICK_MILLIS).toNanos(), System.nanoTime());
    private NetSocket socket;
    /** Counts connections and losses, so that what an earlier connection still says is not taken for the present one's. */
    private int epoch;

    private boolean connecting;
    private boolean announced;
    private long backoffNanos = BACKOFF_FIRST_NANOS;
    private long retryAtNanos;
    private long heartbeatAtNanos;

    private SocketRedisLink(Vertx vertx, RedisConnection settings, String instance) {
        this.settings = settings;
        this.instance = instance;
        this.context = vertx.getOrCreateContext();
        NetClientOptions options = new NetClientOptions()
                .setTcpNoDelay(true)
                .setConnectTimeout((int) CALL_LIMIT.toMillis())
                .setSsl(settings.tls());
        if (settings.tls()) {
            options.setHostnameVerificationAlgorithm("HTTPS");
        }
        this.client = vertx.createNetClient(options);
    }

    /**
     * Starts connecting and returns at once.
     *
     * @param instance the name under which this gateway is counted among the live ones
     */
    public static SocketRedisLink open(Vertx vertx, RedisConnection settings, String instance) {
        SocketRedisLink link = new SocketRedisLink(vertx, settings, instance);
        link.context.runOnContext(_ -> {
            link.connect();
            vertx.setPeriodic(TICK_MILLIS, timer -> {
                if (link.closed) {
                    vertx.cancelTimer(timer);
                } else {
                    link.tick();
                }
            });
        });
        return link;
    }

    @Override
    public CompletableFuture<List<String>> eval(Script script, List<String> keys, List<String> arguments) {
        CompletableFuture<List<String>> result = new CompletableFuture<>();
        if (up) {
            context.runOnContext(_ -> evalSha(script, keys, arguments, result));
        } else {
            callsWithoutLink.increment();
            result.completeExceptionally(new RedisAway(trouble));
        }
        return result;
    }

    @Override
    public CompletableFuture<List<String>> run(Supplier<Commands> commands) {
        CompletableFuture<List<String>> result = new CompletableFuture<>();
        if (up) {
            context.runOnContext(_ -> {
                if (socket == null) {
                    result.completeExceptionally(new RedisAway(trouble));
                } else {
                    send(commands.get(), reply -> finish(reply, result));
                }
            });
        } else {
            callsWithoutLink.increment();
            result.completeExceptionally(new RedisAway(trouble));
        }
        return result;
    }

    private void evalSha(
            Script script, List<String> keys, List<String> arguments, CompletableFuture<List<String>> result) {
        ScriptCall call = new ScriptCall(script, keys, arguments);
        send(call.withSha1(), reply -> {
            if (ScriptCall.isUnknown(reply)) {
                send(call.withText(), second -> finish(second, result));
            } else {
                finish(reply, result);
            }
        });
    }

    private void finish(Object reply, CompletableFuture<List<String>> result) {
        ScriptCall.finish(reply, result);
        if (result.isCompletedExceptionally() && !(reply instanceof RedisAway)) {
            errorReplies.increment();
        }
    }

    private void send(Commands commands, Consumer<Object> reply) {
        NetSocket open = socket;
        if (open == null) {
            reply.accept(new RedisAway(trouble));
            return;
        }
        calls.add(awake.nanos() + CALL_LIMIT.toNanos(), commands.count(), reply);
        open.write(Buffer.buffer(commands.encoded()));
    }

    private void connect() {
        connecting = true;
        client.connect(settings.port(), settings.host()).onComplete(done -> {
            connecting = false;
            if (closed) {
                if (done.succeeded()) {
                    done.result().close();
                }
            } else if (done.succeeded()) {
                greet(done.result());
            } else {
                failedConnects.increment();
                lost(epoch, "connection failed");
            }
        });
    }

    private void greet(NetSocket opened) {
        socket = opened;
        epoch++;
        int mine = epoch;
        RespReader reader = new RespReader(reply -> {
            if (epoch == mine) {
                calls.replied(reply);
            }
        });
        opened.handler(buffer -> {
            try {
                reader.feed(buffer.getBytes());
            } catch (IllegalStateException e) {
                lost(mine, "its answer is not Redis's protocol");
            }
        });
        opened.exceptionHandler(_ -> lost(mine, "connection broke"));
        opened.closeHandler(_ -> lost(mine, "connection closed"));
        if (!settings.password().isEmpty()) {
            Commands auth = settings.user().isEmpty()
                    ? new Commands().add("AUTH", settings.password())
                    : new Commands().add("AUTH", settings.user(), settings.password());
            send(auth, reply -> mustSucceed(mine, reply, "it refuses the credentials"));
        }
        if (settings.db() != 0) {
            send(
                    new Commands().add("SELECT", Integer.toString(settings.db())),
                    reply -> mustSucceed(mine, reply, "it has no database " + settings.db()));
        }
        send(new Commands().add("INFO", "server"), reply -> {
            if (reply instanceof String info && epoch == mine) {
                ready(info);
            } else {
                mustSucceed(mine, reply, "it refuses INFO: set the password or the user's rights");
            }
        });
    }

    private void mustSucceed(int mine, Object reply, String otherwise) {
        if (reply instanceof RespReader.Failure) {
            lost(mine, otherwise);
        }
    }

    private void ready(String info) {
        info.lines()
                .filter(line -> line.startsWith("run_id:"))
                .findFirst()
                .ifPresent(line -> runId = line.substring("run_id:".length()));
        presence.reached(System.nanoTime());
        int mine = epoch;
        var _ = heartbeat().whenComplete((_, _) -> {
            if (epoch == mine) {
                nowUp();
            }
        });
    }

    /** Not before the instances are counted: a share of a limit depends on them. */
    private void nowUp() {
        backoffNanos = BACKOFF_FIRST_NANOS;
        up = true;
        LOG.log(Level.INFO, announced ? "Redis is back at {0}" : "Redis is reached at {0}", settings);
        announced = false;
        told.forEach(Runnable::run);
        tried.complete(null);
    }

    private CompletableFuture<Void> heartbeat() {
        heartbeatAtNanos = System.nanoTime() + HEARTBEAT_NANOS;
        CompletableFuture<List<String>> counted = new CompletableFuture<>();
        evalSha(Presence.SCRIPT, Presence.KEYS, List.of(instance), counted);
        return counted.thenAccept(reply -> presence.counted(Integer.parseInt(reply.getFirst()), System.nanoTime()));
    }

    /** Gives the connection up. Called for every sign of trouble; only the first one of a connection counts. */
    private void lost(int which, String cause) {
        if (which != epoch) {
            return;
        }
        epoch++;
        NetSocket broken = socket;
        up = false;
        socket = null;
        trouble = cause;
        if (broken != null) {
            broken.close();
            lostConnections.add(closed ? 0 : 1);
        }
        if (!closed && !announced) {
            announced = true;
            LOG.log(Level.WARNING, "Redis at {0} is away: {1}; trying again by itself", settings, cause);
        }
        retryAtNanos = System.nanoTime() + backoffNanos;
        backoffNanos = Math.min(BACKOFF_LAST_NANOS, backoffNanos * 2);
        calls.giveUp(new RedisAway(cause));
        tried.complete(null);
    }

    private void tick() {
        long now = System.nanoTime();
        awake.advance(now);
        if (calls.overdue(awake.nanos())) {
            lost(epoch, "no answer within " + CALL_LIMIT.toMillis() + " ms");
        } else if (socket == null && !connecting && now - retryAtNanos >= 0) {
            connect();
        } else if (up && now - heartbeatAtNanos >= 0) {
            var _ = heartbeat();
        }
    }

    @Override
    public boolean up() {
        return up;
    }

    @Override
    public int instances() {
        return presence.instances();
    }

    @Override
    public void whenUp(Runnable listener) {
        told.add(listener);
    }

    @Override
    public CompletableFuture<Void> tried() {
        return tried;
    }

    @Override
    public LongAdder misses() {
        return misses;
    }

    @Override
    public String runId() {
        return runId;
    }

    @Override
    public RedisMeasures measures() {
        return new RedisMeasures(
                failedConnects.sum(), lostConnections.sum(), errorReplies.sum(), callsWithoutLink.sum());
    }

    @Override
    public Health check() {
        return up ? new Health.Healthy() : new Health.Unhealthy(trouble);
    }

    @Override
    public void close() {
        closed = true;
        context.runOnContext(_ -> {
            lost(epoch, "closed");
            client.close();
        });
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
