package io.sluice.bench.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.stack.ManagedProcess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A 2xx is a promise: whatever dies under load, each acknowledged event is in the event log exactly once. */
class PromiseIT {
    private static final int SENDERS = 16;
    private static final int A_WHILE = 1_500;

    private Installation installation;
    private LoggedEvents log;
    private Senders senders;

    @BeforeEach
    void start() throws Exception {
        installation = new Installation(2);
        log = new LoggedEvents(installation.clickHouse().httpPort());
        senders = new Senders(installation.targets(), Installation.TOKEN, SENDERS);
    }

    @AfterEach
    void stop() {
        senders.close();
        log.close();
        installation.close();
    }

    @Test
    void a_gateway_killed_under_load_and_started_again_loses_and_doubles_nothing() throws Exception {
        senders.awaitAcknowledged(A_WHILE);
        installation.gateway(0).kill();
        senders.awaitAcknowledged(A_WHILE);
        installation.restart(0);
        senders.awaitAcknowledged(A_WHILE);
        senders.stop();

        assertThat(senders.refusals()).containsOnlyKeys("connection");
        assertEachAcknowledgedEventIsLoggedOnce();
    }

    @Test
    void a_gateway_stopped_under_load_keeps_its_promises_and_ends_by_itself() throws Exception {
        senders.awaitAcknowledged(A_WHILE);
        ManagedProcess stopped = installation.gateway(0);
        stopped.stop();
        assertThat(stopped.isAlive()).isFalse();
        senders.awaitAcknowledged(A_WHILE);
        installation.restart(0);
        senders.awaitAcknowledged(A_WHILE);
        senders.stop();

        assertThat(senders.refusals().keySet()).isSubsetOf("connection", "status 503");
        assertEachAcknowledgedEventIsLoggedOnce();
    }

    @Test
    void while_ClickHouse_is_dead_no_request_is_refused_and_nothing_is_lost_or_doubled() throws Exception {
        senders.awaitAcknowledged(A_WHILE);
        installation.clickHouse().kill();
        senders.awaitAcknowledged(A_WHILE);
        installation.clickHouse().restart();
        senders.awaitAcknowledged(A_WHILE);
        senders.stop();

        assertThat(senders.refusals()).isEmpty();
        assertEachAcknowledgedEventIsLoggedOnce();
    }

    @Test
    void while_Redis_is_dead_no_request_is_refused_and_nothing_is_lost_or_doubled() throws Exception {
        senders.awaitAcknowledged(A_WHILE);
        installation.redis().kill();
        senders.awaitAcknowledged(A_WHILE);
        installation.redis().restart();
        senders.awaitAcknowledged(A_WHILE);
        senders.stop();

        assertThat(senders.refusals()).isEmpty();
        assertEachAcknowledgedEventIsLoggedOnce();
    }

    private void assertEachAcknowledgedEventIsLoggedOnce() throws Exception {
        List<String> acknowledged = senders.acknowledged();
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(3 * A_WHILE).doesNotHaveDuplicates();
        Map<String, Long> rows = log.awaitAll(acknowledged);
        assertThat(rows.keySet()).as("events in the log").containsAll(acknowledged);
        assertThat(rows.values()).as("rows per event").containsOnly(1L);
    }
}
