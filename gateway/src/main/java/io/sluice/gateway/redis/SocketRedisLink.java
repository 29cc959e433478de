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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A {@link RedisLink} over one pipelined connection on one event loop. A call without an answer within {@link #CALL_LIMIT} closes
 * the connection, which fails every call under way; what comes after is refused at once until a new connection has answered.
 */
public final class SocketRedisLink implements RedisLink {
    private static final Logger LOG = System.getLogger(SocketRedisLink.class.getName());
    private static final Duration CALL_LIMIT = Duration.ofMillis(500);
    private static final long TICK_MILLIS = 50;
    private static final long HEARTBEAT_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long BACKOFF_FIRST_NANOS = Duration.ofMillis(50).toNanos();
    private static final long BACKOFF_LAST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final String PRESENCE_KEY = "sluice:instances";

    /** Enters this instance, forgets those not seen for 10 s by the server's clock, counts the rest. */
    private static final Script PRESENCE = Script.of("""
            local now = tonumber(redis.call('TIME')[1])
            redis.call('ZADD', KEYS[1], now, ARGV[1])
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - 10)
            redis.call('EXPIRE', KEYS[1], 60)
            return {redis.call('ZCARD', KEYS[1])}
            """);

    /** One call that waits for its reply. Replies come in the order of the calls. */
    private record Call(long deadlineNanos, Consumer<Object> reply) {}

    private final RedisConnection settings;
    private final String instance;
    private final Context context;
    private final NetClient client;
    private volatile boolean up;
    private volatile boolean closed;
    private volatile int instances = 1;
    private volatile String runId = "";
    private volatile String trouble = "not reached yet";

    // Touched by the context's event loop alone.
    private final Deque<Call> calls = new ArrayDeque<>();
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
            result.completeExceptionally(new RedisAway(trouble));
        }
        return result;
    }

    private void evalSha(
            Script script, List<String> keys, List<String> arguments, CompletableFuture<List<String>> result) {
        send(words("EVALSHA", script.sha1(), keys, arguments), reply -> {
            if (reply instanceof RespReader.Failure failure && failure.message().startsWith("NOSCRIPT")) {
                send(words("EVAL", script.text(), keys, arguments), second -> finish(second, result));
            } else {
                finish(reply, result);
            }
        });
    }

    private static List<String> words(String command, String script, List<String> keys, List<String> arguments) {
        List<String> words = new ArrayList<>(3 + keys.size() + arguments.size());
        words.add(command);
        words.add(script);
        words.add(Integer.toString(keys.size()));
        words.addAll(keys);
        words.addAll(arguments);
        return words;
    }

    private static void finish(Object reply, CompletableFuture<List<String>> result) {
        switch (reply) {
            case RedisAway away -> result.completeExceptionally(away);
            case RespReader.Failure failure -> result.completeExceptionally(new RedisAway(failure.message()));
            case List<?> values -> {
                List<String> texts = new ArrayList<>(values.size());
                for (Object value : values) {
                    texts.add(value.toString());
                }
                result.complete(texts);
            }
            default -> result.complete(List.of(reply.toString()));
        }
    }

    private void send(List<String> words, Consumer<Object> reply) {
        NetSocket open = socket;
        if (open == null) {
            reply.accept(new RedisAway(trouble));
            return;
        }
        calls.add(new Call(System.nanoTime() + CALL_LIMIT.toNanos(), reply));
        open.write(Buffer.buffer(RespReader.command(words)));
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
                lost(epoch, "connection failed");
            }
        });
    }

    private void greet(NetSocket opened) {
        socket = opened;
        epoch++;
        int mine = epoch;
        RespReader reader = new RespReader(reply -> {
            Call call = epoch == mine ? calls.poll() : null;
            if (call != null) {
                call.reply().accept(reply);
            }
        });
        opened.handler(buffer -> {
            try {
                reader.feed(buffer.getBytes());
            } catch (IllegalStateException | NumberFormatException e) {
                lost(mine, "its answer is not Redis's protocol");
            }
        });
        opened.exceptionHandler(_ -> lost(mine, "connection broke"));
        opened.closeHandler(_ -> lost(mine, "connection closed"));
        if (!settings.password().isEmpty()) {
            List<String> auth = settings.user().isEmpty()
                    ? List.of("AUTH", settings.password())
                    : List.of("AUTH", settings.user(), settings.password());
            send(auth, reply -> mustSucceed(mine, reply, "it refuses the credentials"));
        }
        if (settings.db() != 0) {
            send(
                    List.of("SELECT", Integer.toString(settings.db())),
                    reply -> mustSucceed(mine, reply, "it has no database " + settings.db()));
        }
        send(List.of("INFO", "server"), reply -> {
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
        backoffNanos = BACKOFF_FIRST_NANOS;
        up = true;
        LOG.log(Level.INFO, announced ? "Redis is back at {0}" : "Redis is reached at {0}", settings);
        announced = false;
        heartbeat();
    }

    private void heartbeat() {
        heartbeatAtNanos = System.nanoTime() + HEARTBEAT_NANOS;
        var _ = eval(PRESENCE, List.of(PRESENCE_KEY), List.of(instance))
                .thenAccept(reply -> instances = Math.max(1, Integer.parseInt(reply.getFirst())));
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
        }
        if (!closed && !announced) {
            announced = true;
            LOG.log(Level.WARNING, "Redis at {0} is away: {1}; trying again by itself", settings, cause);
        }
        retryAtNanos = System.nanoTime() + backoffNanos;
        backoffNanos = Math.min(BACKOFF_LAST_NANOS, backoffNanos * 2);
        RedisAway away = new RedisAway(cause);
        List<Call> orphans = List.copyOf(calls);
        calls.clear();
        orphans.forEach(call -> call.reply().accept(away));
    }

    private void tick() {
        long now = System.nanoTime();
        Call oldest = calls.peek();
        if (oldest != null && now - oldest.deadlineNanos() >= 0) {
            lost(epoch, "no answer within " + CALL_LIMIT.toMillis() + " ms");
        } else if (socket == null && !connecting && now - retryAtNanos >= 0) {
            connect();
        } else if (up && now - heartbeatAtNanos >= 0) {
            heartbeat();
        }
    }

    @Override
    public boolean up() {
        return up;
    }

    @Override
    public int instances() {
        return instances;
    }

    @Override
    public String runId() {
        return runId;
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
