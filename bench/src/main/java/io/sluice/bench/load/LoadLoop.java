package io.sluice.bench.load;

import io.netty.channel.EventLoop;
import io.sluice.bench.wire.Target;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One event loop of the generator: its connections, its lanes (one a target), its clock. */
final class LoadLoop extends VerticleBase {
    private static final long EXPIRY_CHECK_MILLIS = 50;

    private final LoadPlan plan;
    private final int[] connections;
    private final boolean trustAll;
    private final Promise<Void> finished = Promise.promise();
    private final List<List<Sender>> senders = new ArrayList<>();
    private List<Lane> lanes = List.of();
    private EventLoop eventLoop;
    private int running;

    /**
     * @param connections how many to make to each target of the plan
     * @param trustAll whether certificates are taken unchecked
     */
    LoadLoop(LoadPlan plan, int[] connections, boolean trustAll) {
        this.plan = plan;
        this.connections = connections.clone();
        this.trustAll = trustAll;
    }

    int connections(int target) {
        return connections[target];
    }

    /** Says that every request has ended. */
    Future<Void> finished() {
        return finished.future();
    }

    /** Makes the connections; done when each of them was made or could not be. */
    @Override
    public Future<?> start() {
        eventLoop = ((ContextInternal) context).nettyEventLoop();
        List<Future<?>> attempts = new ArrayList<>();
        for (int i = 0; i < connections.length; i++) {
            Target target = plan.targets().get(i);
            NetClient client = vertx.createNetClient(options(target.tls()));
            List<Sender> toTarget = new ArrayList<>();
            for (int j = 0; j < connections[i]; j++) {
                Sender sender = new Sender(target, this, client);
                toTarget.add(sender);
                attempts.add(sender.prepare());
            }
            senders.add(toTarget);
        }
        return Future.join(attempts);
    }

    /**
     * Starts sending.
     *
     * @param toTargets one lane a target
     * @param giveUp when requests that are due but could not be sent are counted as failed, of {@code System.nanoTime}
     */
    void begin(List<Lane> toTargets, long giveUp) {
        context.runOnContext(_ -> {
            lanes = toTargets;
            running = toTargets.size();
            long expiry = vertx.setPeriodic(EXPIRY_CHECK_MILLIS, _ -> expire(giveUp));
            finished.future().onComplete(_ -> vertx.cancelTimer(expiry));
            for (int i = 0; i < lanes.size(); i++) {
                for (Sender sender : senders.get(i)) {
                    sender.begin(lanes.get(i), System.nanoTime());
                }
            }
            if (plan.rate().isPresent()) {
                tick();
            }
        });
    }

    /** Tells the loop that one of its lanes has nothing more to do. */
    void laneFinished() {
        if (--running == 0) {
            finished.complete();
        }
    }

    void after(long millis, Runnable task) {
        vertx.setTimer(millis, _ -> task.run());
    }

    /** Sends what is due and sleeps until the next request is: to the nanosecond, which Vert.x' own timers cannot. */
    private void tick() {
        long now = System.nanoTime();
        long wait = TimeUnit.MILLISECONDS.toNanos(EXPIRY_CHECK_MILLIS);
        for (Lane lane : lanes) {
            lane.sendDue(now);
            long due = lane.nextDue();
            wait = due == Long.MAX_VALUE ? wait : Math.min(wait, due - now);
        }
        if (!finished.future().isComplete()) {
            var _ = eventLoop.schedule(this::tick, Math.max(wait, 0), TimeUnit.NANOSECONDS);
        }
    }

    private void expire(long giveUp) {
        long now = System.nanoTime();
        long sentBefore = now - plan.timeout().toNanos();
        senders.forEach(list -> list.forEach(sender -> sender.expire(sentBefore, now)));
        if (now - giveUp >= 0) {
            lanes.forEach(lane -> lane.abandon(now));
        }
    }

    private NetClientOptions options(boolean tls) {
        NetClientOptions options = new NetClientOptions().setConnectTimeout((int)
                Math.min(Integer.MAX_VALUE, plan.timeout().toMillis()));
        if (tls) {
            options.setSsl(true).setTrustAll(trustAll).setHostnameVerificationAlgorithm(trustAll ? "" : "HTTPS");
        }
        return options;
    }
}
