package io.sluice.stack;

import static io.sluice.stack.Conditions.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedProcessTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void is_ready_when_it_says_so_and_not_when_it_listens() throws Exception {
        Path hold = Files.createFile(folder.resolve("hold"));
        Service service = StandIn.service("stand-in", folder, FreePort.find(), hold);
        try (ManagedProcess process = ManagedProcess.attached(service)) {
            await(() -> FreePort.taken(service.port()));
            assertThatThrownBy(() -> process.awaitReady(Duration.ofMillis(1)))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("stand-in was not ready within")
                    .hasMessageContaining("serve on " + service.port());
            Files.delete(hold);
            assertThat(process.awaitReady(LONG)).isSameAs(process);
        }
    }

    @Test
    void one_that_dies_at_start_shows_the_end_of_its_log() {
        Service service =
                shell("for i in $(seq 1000); do echo line $i; done; echo the port is bad; exit 3", () -> false);
        try (ManagedProcess process = ManagedProcess.attached(service)) {
            assertThatThrownBy(() -> process.awaitReady(LONG))
                    .isInstanceOf(StackException.class)
                    .hasMessageStartingWith("shell ended before it was ready")
                    .hasMessageContaining(service.log().toString())
                    .hasMessageEndingWith("line 1000\nthe port is bad")
                    .hasMessageNotContaining("line 1\n");
        }
    }

    @Test
    void one_that_died_is_not_ready_because_another_program_answers_at_its_port() {
        try (ManagedProcess process = ManagedProcess.attached(shell("exit 1", () -> true))) {
            assertThatThrownBy(() -> {
                        while (true) {
                            process.awaitReady(LONG);
                        }
                    })
                    .hasMessageContaining("ended before it was ready");
        }
    }

    @Test
    void a_program_that_is_not_there_is_named() {
        Service service =
                new Service("ghost", List.of("/no/such/program"), Map.of(), folder, FreePort.find(), () -> false);
        assertThatThrownBy(() -> ManagedProcess.attached(service))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("cannot start ghost")
                .hasMessageContaining("/no/such/program");
        try (ManagedProcess detached = ManagedProcess.detached(service)) {
            assertThatThrownBy(() -> detached.awaitReady(LONG)).hasMessageContaining("/no/such/program");
        }
    }

    @Test
    void is_asked_to_stop_before_it_is_killed() throws Exception {
        Service service =
                shell("trap 'echo tidied up; exit' TERM; echo up; while :; do sleep 0.02; done", logSays("up"));
        ManagedProcess.attached(service).awaitReady(LONG).stop();
        assertThat(Files.readString(service.log())).isEqualTo("up\ntidied up\n");
    }

    @Test
    void is_killed_when_it_does_not_stop_in_time() throws Exception {
        Service service = shell("trap 'echo no' TERM; echo up; while :; do sleep 0.02; done", logSays("up"));
        ManagedProcess process = ManagedProcess.attached(service).awaitReady(LONG);
        process.askToStop();
        await(logSays("no"));
        assertThat(process.isAlive()).isTrue();
        process.stop(Duration.ofMillis(1));
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void a_suspended_one_can_be_stopped() throws Exception {
        Service service =
                shell("trap 'echo tidied up; exit' TERM; echo up; while :; do sleep 0.02; done", logSays("up"));
        ManagedProcess process = ManagedProcess.attached(service).awaitReady(LONG);
        process.suspend();
        assertThat(process.isSuspended()).isTrue();
        process.stop();
        assertThat(process.isAlive()).isFalse();
        assertThat(Files.readString(service.log())).endsWith("tidied up\n");
    }

    @Test
    void a_detached_one_is_found_again_until_it_has_ended() {
        Service service = shell("echo up; exec sleep 600", logSays("up"));
        try (ManagedProcess started = ManagedProcess.detached(service)) {
            ManagedProcess found = ManagedProcess.find(service).orElseThrow();
            assertThat(found.pid()).isEqualTo(started.pid());
            assertThat(found.startedAt()).isEqualTo(started.startedAt()).isPresent();
            found.awaitReady(LONG);
            assertThat(found.residentBytes()).isPositive();
            found.kill();
            assertThat(started.isAlive()).isFalse();
            assertThat(ManagedProcess.find(service)).isEmpty();
            assertThat(service.pidFile().path()).doesNotExist();
        }
    }

    @Test
    void an_interrupt_ends_the_wait_for_readiness() {
        try (ManagedProcess process = ManagedProcess.attached(shell("exec sleep 600", () -> false))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> process.awaitReady(LONG)).hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private Service shell(String script, Probe probe) {
        return new Service("shell", List.of("sh", "-c", script), Map.of(), folder, FreePort.find(), probe);
    }

    private Probe logSays(String line) {
        return () -> {
            try {
                return Files.readAllLines(folder.resolve("shell.log")).contains(line);
            } catch (IOException notYet) {
                return false;
            }
        };
    }
}
