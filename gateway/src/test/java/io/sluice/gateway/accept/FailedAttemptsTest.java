package io.sluice.gateway.accept;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class FailedAttemptsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final FailedAttempts attempts = new FailedAttempts(2, nanos::get);

    @Test
    void who_fails_too_often_waits_until_the_minute_is_over() {
        attempts.failed("orders", "192.0.2.1");
        assertThat(attempts.secondsToWait("orders", "192.0.2.1")).isZero();
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        attempts.failed("orders", "192.0.2.1");
        assertThat(attempts.secondsToWait("orders", "192.0.2.1")).isEqualTo(50);
        nanos.addAndGet(Duration.ofSeconds(50).toNanos());
        assertThat(attempts.secondsToWait("orders", "192.0.2.1")).isZero();
        attempts.failed("orders", "192.0.2.1");
        assertThat(attempts.secondsToWait("orders", "192.0.2.1")).isZero();
    }

    @Test
    void neither_another_address_nor_another_webhook_waits() {
        attempts.failed("orders", "192.0.2.1");
        attempts.failed("orders", "192.0.2.1");
        assertThat(attempts.secondsToWait("orders", "192.0.2.2")).isZero();
        assertThat(attempts.secondsToWait("invoices", "192.0.2.1")).isZero();
        assertThat(attempts.secondsToWait("orders", "192.0.2.1")).isPositive();
    }

    @Test
    void the_addresses_of_one_64_are_one() {
        attempts.failed("orders", "2001:db8::1");
        attempts.failed("orders", "2001:db8:0:0:ffff::2");
        assertThat(attempts.secondsToWait("orders", "2001:db8::3")).isPositive();
        assertThat(attempts.secondsToWait("orders", "2001:db8:0:1::3")).isZero();
    }

    @Test
    void it_can_be_switched_off_and_remembers_only_so_many() {
        FailedAttempts off = new FailedAttempts(0, nanos::get);
        off.failed("orders", "192.0.2.1");
        assertThat(off.secondsToWait("orders", "192.0.2.1")).isZero();

        attempts.failed("orders", "192.0.2.1");
        attempts.failed("orders", "192.0.2.1");
        for (int i = 0; i < 10_000; i++) {
            attempts.failed("orders", "10.0." + i / 256 + "." + i % 256);
        }
        assertThat(attempts.secondsToWait("orders", "192.0.2.1")).isZero();
    }
}
