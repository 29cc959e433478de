package io.sluice.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.RunningGateway;
import io.sluice.gateway.RunningGateway.RawConnection;
import io.sluice.gateway.hostile.HostileRows.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the page is sent to a running gateway as it stands there, and a good request behind it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileInputTest {
    private static final String GOOD =
            "POST /webhook/orders HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}";
    private static final Pattern STATUS = Pattern.compile("(?:^|[\\n}])HTTP/1\\.[01] (\\d{3}) ");
    private static final Pattern INSIDE =
            Pattern.compile("Exception|io\\.(netty|vertx|sluice)|\\tat |/tmp/|\\.java|s3cret|passwd");

    private RunningGateway gateway;

    static List<Row> rows() {
        return HostileRows.ofHttp().toList();
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        gateway = RunningGateway.in(folder).webhook("orders", Map.of()).start();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void comes_back_as_the_page_says(Row row) throws Exception {
        int before = gateway.events().size();
        String answers;
        try (RawConnection connection = gateway.connect()) {
            Thread.startVirtualThread(() -> sendUntilCutOff(connection, row.bytes() + GOOD));
            answers = connection.readToEnd();
        }
        List<Integer> expected = new ArrayList<>(row.statuses());
        if (row.kept()) {
            expected.add(200);
        }
        List<Integer> statuses = STATUS.matcher(answers)
                .results()
                .map((MatchResult status) -> Integer.valueOf(status.group(1)))
                .toList();
        assertThat(statuses).as(answers).isEqualTo(expected);
        assertThat(gateway.events().size() - before)
                .as("events of as many 200s")
                .isEqualTo(
                        (int) statuses.stream().filter(status -> status == 200).count());
        assertThat(answers).doesNotContainPattern(INSIDE);
    }

    /** A sender that is refused in the middle of a long body may not get rid of the rest of it. */
    private static void sendUntilCutOff(RawConnection connection, String bytes) {
        try {
            connection.send(bytes);
        } catch (Exception cutOff) {
            // what was answered before is looked at
        }
    }

    @Test
    void the_page_has_rows_for_all_its_tables() {
        assertThat(rows()).hasSizeGreaterThan(120);
    }

    @Test
    void no_name_that_was_asked_for_becomes_a_label() throws Exception {
        try (RawConnection connection = gateway.connect()) {
            connection.send(
                    "POST /webhook/a-name-of-nothing HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}" + GOOD);
            assertThat(connection.readToEnd()).startsWith("HTTP/1.1 404 ").doesNotContain("a-name-of-nothing");
        }
        assertThat(gateway.get("/metrics").body()).contains("orders").doesNotContain("a-name-of-nothing", "passwd");
    }
}
