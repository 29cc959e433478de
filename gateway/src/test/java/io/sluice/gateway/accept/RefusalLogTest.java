package io.sluice.gateway.accept;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RefusalLogTest {
    private static final Logger LOGGER = Logger.getLogger(RefusalLog.class.getName());

    private final AtomicLong nanos = new AtomicLong();
    private final RefusalLog log = new RefusalLog("orders", nanos::get);
    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord written) {
            lines.add(written.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void leave() {
        LOGGER.removeHandler(handler);
    }

    @Test
    void the_operator_reads_which_check_failed_and_why() {
        log.refused("hmac", "192.0.2.1", 401, "the header X-Sig is missing");
        log.refused("rate_limit", "192.0.2.1", 429, "");
        assertThat(lines)
                .containsExactly(
                        "Refused a request to orders from 192.0.2.1 with 401, hmac: the header X-Sig is missing");
    }

    @Test
    void what_was_sent_writes_no_line_of_its_own_and_is_not_endless() {
        log.refused("jwt", "192.0.2.1", 401, "kid \"a\r\nINFO all is well\u001b[2J\u2028" + "x".repeat(1_000));
        assertThat(lines).singleElement().asString().hasSizeLessThan(420).matches("[ -~]*");
        assertThat(lines.getFirst()).contains("kid \"a\\u000d\\u000aINFO all is well\\u001b[2J\\u2028xxx");
    }

    @Test
    void a_flood_writes_a_few_lines_and_how_many_it_left_out() {
        for (int i = 0; i < 100; i++) {
            log.refused("hmac", "192.0.2.1", 401, "no");
        }
        assertThat(lines).hasSize(5);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        log.refused("hmac", "192.0.2.1", 401, "no");
        assertThat(lines).hasSize(6);
        assertThat(lines.getLast()).endsWith("(95 more since the last line)");
    }
}
