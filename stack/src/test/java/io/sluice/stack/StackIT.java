package io.sluice.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the stack does when something was there before, dies, or is in its way. */
class StackIT {
    @TempDir
    Path folder;

    private final Screen screen = new Screen();
    private final PrintWriter out = screen.writer();
    private SmallStack small;
    private Stack stack;

    @BeforeEach
    void make() {
        small = SmallStack.in(folder);
        stack = small.stack();
    }

    @AfterEach
    void down() {
        stack.down(out);
    }

    @Test
    void up_twice_leaves_what_runs_alone() {
        stack.up(out);
        List<Long> first = pids();
        stack.up(out);
        assertThat(pids()).isEqualTo(first).hasSize(3);
        assertThat(screen.toString().lines().filter(line -> line.endsWith("runs already")))
                .containsExactly("redis       runs already", "webhook-1   runs already", "webhook-2   runs already");
    }

    @Test
    void up_starts_again_only_what_has_died() {
        stack.up(out);
        List<Long> first = pids();
        process("webhook-1").kill();
        stack.up(out);
        List<Long> second = pids();
        assertThat(second.get(0)).isEqualTo(first.get(0));
        assertThat(second.get(1)).isNotEqualTo(first.get(1));
        assertThat(second.get(2)).isEqualTo(first.get(2));
    }

    @Test
    void a_taken_port_is_named_with_its_holder_and_nothing_is_started() throws Exception {
        try (ServerSocket other = new ServerSocket(small.secondPort(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> stack.up(out))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining(
                            "port " + other.getLocalPort() + ", which webhook-2 needs, is taken by java (pid "
                                    + ProcessHandle.current().pid() + ")");
        }
        assertThat(pids()).isEmpty();
        assertThat(folder.resolve("redis")).doesNotExist();
    }

    @Test
    void up_fails_with_the_log_of_a_service_that_dies_and_the_others_can_be_stopped() throws Exception {
        Files.createDirectories(folder.resolve("webhook-2"));
        Files.createFile(folder.resolve("webhook-2/data")); // a file where it wants a folder
        assertThatThrownBy(() -> stack.up(out))
                .hasMessageStartingWith("webhook-2 ended before it was ready")
                .hasMessageContaining("FileAlreadyExistsException");
        assertThat(pids()).hasSize(2);
        stack.down(out);
        assertThat(pids()).isEmpty();
    }

    @Test
    void down_asks_before_it_kills_and_keeps_data_and_logs() throws Exception {
        stack.up(out);
        stack.down(out);
        assertThat(pids()).isEmpty();
        assertThat(List.of(small.redisPort(), small.firstPort(), small.secondPort()))
                .noneMatch(FreePort::taken);
        assertThat(folder.resolve("webhook-1/data/kept")).hasContent("serve");
        assertThat(folder.resolve("webhook-1/webhook-1.log"))
                .hasContent("serve on " + small.firstPort() + "\nstopped when asked to");
        assertThat(folder.resolve("webhook-1/webhook-1.pid")).doesNotExist();
    }

    @Test
    void down_with_volumes_removes_data_and_logs() {
        stack.up(out);
        stack.downWithVolumes(out);
        assertThat(pids()).isEmpty();
        assertThat(stack.services()).noneMatch(service -> Files.exists(service.folder()));
    }

    @Test
    void down_of_what_never_ran_is_harmless() {
        stack.down(out);
        assertThat(screen).hasToString("");
    }

    @Test
    void a_tool_that_was_killed_while_it_waited_leaves_nothing_that_down_does_not_stop() throws Exception {
        Files.createFile(small.hold());
        Process tool = small.upFromElsewhere(Map.of());
        try {
            Conditions.await(() -> FreePort.taken(small.firstPort()) && FreePort.taken(small.secondPort()));
            assertThatThrownBy(() -> stack.down(out)).hasMessageContaining("another `sluice stack` is at work");
        } finally {
            tool.destroyForcibly().waitFor();
        }
        assertThat(pids()).hasSize(3);
        stack.down(out);
        assertThat(List.of(small.redisPort(), small.firstPort(), small.secondPort()))
                .noneMatch(FreePort::taken);
    }

    @Test
    void a_pid_file_that_came_to_name_a_foreign_process_does_it_no_harm() throws Exception {
        Process foreign = new ProcessBuilder("sleep", "600").start();
        try {
            stack.up(out);
            PidFile file = stack.service("webhook-1").pidFile();
            List<String> lines = Files.readAllLines(file.path());
            process("webhook-1").kill();
            // As after the machine gave the number away: the service's own start and run of the machine, another's
            // number.
            lines.set(0, Long.toString(foreign.pid()));
            Files.write(file.path(), lines);

            stack.down(out);
            assertThat(foreign.isAlive()).isTrue();
            stack.up(out);
            assertThat(process("webhook-1").pid()).isNotEqualTo(foreign.pid());
            stack.downWithVolumes(out);
            assertThat(foreign.isAlive()).isTrue();
        } finally {
            foreign.destroyForcibly();
        }
    }

    @Test
    void a_missing_redis_server_is_named_with_the_package_that_has_it() throws Exception {
        Process tool = small.upFromElsewhere(Map.of("PATH", folder.toString()));
        try (var said = tool.inputReader()) {
            assertThat(said.readAllAsString())
                    .contains("redis-server is not installed. On Debian: apt-get install redis-server");
        }
        assertThat(tool.waitFor()).isEqualTo(1);
        assertThat(pids()).isEmpty();
    }

    private ManagedProcess process(String name) {
        return ManagedProcess.find(stack.service(name)).orElseThrow();
    }

    /** Of what runs, in the order of the services. */
    private List<Long> pids() {
        return stack.services().stream()
                .flatMap(service -> ManagedProcess.find(service).stream())
                .map(ManagedProcess::pid)
                .toList();
    }
}
