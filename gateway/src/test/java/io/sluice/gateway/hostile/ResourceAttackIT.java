package io.sluice.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.RunningGateway;
import io.sluice.gateway.RunningGateway.RawConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * While somebody attacks, the others go on: all that they send is answered with 200 and stands in the journal. How long they wait is
 * printed and not judged; {@code docs/HOSTILE_INPUT.md} has what was seen.
 */
final class ResourceAttackIT {
    private static final int BYSTANDERS = 4;
    private static final int WARM_UP = 500;
    private static final int REQUESTS = 150;

    @TempDir
    Path folder;

    private RunningGateway start() throws Exception {
        return RunningGateway.in(folder)
                .webhook("orders", Map.of())
                .webhook("others", Map.of())
                .environment("REQUEST_TIMEOUT_SECONDS", "1")
                .environment("MAX_BODIES_BYTES", Integer.toString(40 << 20)) // as with the heap that a gateway has
                .start();
    }

    @ParameterizedTest
    @EnumSource
    void others_are_served_while_somebody_attacks(Attack attack) throws Exception {
        try (RunningGateway gateway = start()) {
            String waits;
            String tally;
            Process attackers = process(AttackCrowd.class, attack.name(), Integer.toString(gateway.gateway.port()));
            try (var said = attackers.inputReader(StandardCharsets.US_ASCII)) {
                assertThat(said.readLine()).isEqualTo("striking");
                // A gateway that has just started is still being compiled, and so are the attackers.
                Bystanders.serve(gateway, BYSTANDERS, WARM_UP);
                waits = Bystanders.serve(gateway, BYSTANDERS, REQUESTS);
                attackers.outputWriter().close();
                tally = said.readLine();
            } finally {
                attackers.destroyForcibly().waitFor();
            }
            System.out.println(attack + ": others waited " + waits + "; " + tally);
            assertThat(gateway.eventsOf("others")).isEqualTo(BYSTANDERS * (WARM_UP + REQUESTS));
            try (RawConnection after = gateway.connect()) {
                after.send(
                        "POST /webhook/others HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
                assertThat(after.readToEnd()).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void others_are_served_beside_10_000_idle_connections() throws Exception {
        try (RunningGateway gateway = RunningGateway.in(folder)
                .webhook("others", Map.of())
                .environment("REQUEST_TIMEOUT_SECONDS", "60")
                .start()) {
            Process crowd = process(IdleCrowd.class, Integer.toString(gateway.gateway.port()), "10000");
            try (var said = crowd.inputReader(StandardCharsets.US_ASCII)) {
                assertThat(said.readLine()).isEqualTo("10000");
                System.out.println(
                        "IDLE_CONNECTIONS: others waited " + Bystanders.serve(gateway, BYSTANDERS, REQUESTS));
            } finally {
                crowd.destroyForcibly().waitFor();
            }
            assertThat(gateway.events()).hasSize(BYSTANDERS * REQUESTS);
        }
    }

    private static Process process(Class<?> program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void who_sends_its_head_or_body_too_slowly_is_let_go() throws Exception {
        try (RunningGateway gateway = start()) {
            for (String begun :
                    new String[] {"", "POST /webhook/or", "POST /webhook/orders HTTP/1.1\r\nHost: h\r\nX"}) {
                try (RawConnection connection = gateway.connect()) {
                    connection.socket().setSoTimeout((int)
                            Duration.ofSeconds(30).toMillis());
                    connection.send(begun);
                    assertThat(connection.readToEnd()).isEmpty();
                }
            }
            assertThat(gateway.events()).isEmpty();
        }
    }
}
