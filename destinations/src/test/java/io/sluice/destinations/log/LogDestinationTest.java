package io.sluice.destinations.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.Delivery;
import io.sluice.core.plugin.DeliveryResult;
import io.sluice.core.plugin.Destination;
import io.sluice.core.plugin.DestinationPlan;
import io.sluice.core.plugin.Health;
import io.sluice.destinations.Configured;
import io.sluice.destinations.DestinationContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogDestinationTest extends DestinationContract {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Override
    protected DestinationPlan plan() throws IOException {
        return plan("{}", output);
    }

    private DestinationPlan plan(String settings, OutputStream target) throws IOException {
        return new Configured(folder, Map.of(), target).plan("log", settings);
    }

    @Override
    protected List<String> arrived() {
        return output.toString(UTF_8)
                .lines()
                .map(line -> line.substring(line.indexOf("\"payload\":") + 10, line.length() - 1))
                .toList();
    }

    @Test
    void an_event_is_one_line_that_says_who_when_and_which_try() throws Exception {
        try (Destination destination = plan().build()) {
            destination.deliver(List.of(new Delivery(event(7, "{\"a\":1}".getBytes(UTF_8)), 1, 3)));
        }
        assertThat(output.toString(UTF_8)).isEqualTo("""
                {"id":"0193b0c2-7d1e-7000-0000-000000000007","webhook_id":"shop/orders",\
                "timestamp":"2026-11-23T12:00:00.123456Z","source":"192.0.2.1","attempt":3,\
                "headers":{"x-topic":"paid","authorization":"***REDACTED***"},"payload":{"a":1}}
                """);
    }

    @Test
    void credentials_are_masked() throws Exception {
        try (Destination destination = plan().build()) {
            destination.deliver(List.of(delivery(1, "{\"password\":\"hunter2\"}")));
        }
        assertThat(output.toString(UTF_8)).doesNotContain("hunter2").contains("***REDACTED***");
    }

    @Test
    void no_body_can_break_the_line_or_speak_to_the_terminal() throws Exception {
        String evil = "\u001b[2J\r\n{\"id\":\"forged\"}\u2028\u0085\u007f";
        try (Destination destination = plan().build()) {
            destination.deliver(List.of(delivery(1, evil), delivery(2, "{\n\t\"a\": \"\u007f\u2029\"\n}")));
        }
        String text = output.toString(UTF_8);
        assertThat(text.split("\n", -1)).hasSize(3);
        assertThat(text.replace("\n", "").codePoints())
                .noneMatch(point -> Character.isISOControl(point) || point == 0x2028 || point == 0x2029);
    }

    @Test
    void an_output_that_fails_makes_the_events_come_again() throws Exception {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        try (Destination destination = plan("{}", broken).build()) {
            assertThat(destination.deliver(List.of(delivery(1, "{}"))))
                    .singleElement()
                    .isInstanceOf(DeliveryResult.Retry.class);
            assertThat(destination.check()).isInstanceOf(Health.Unhealthy.class);
        }
    }
}
