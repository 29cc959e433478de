package io.sluice.destinations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.event.Event;
import io.sluice.core.event.EventId;
import io.sluice.core.event.Header;
import io.sluice.core.plugin.Delivery;
import io.sluice.core.plugin.DeliveryResult;
import io.sluice.core.plugin.Destination;
import io.sluice.core.plugin.DestinationPlan;
import io.sluice.core.plugin.Health;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every destination does, whichever it is. */
public abstract class DestinationContract {
    protected static final DeliveryResult DELIVERED = new DeliveryResult.Delivered();

    /** The destination as configured. */
    protected abstract DestinationPlan plan() throws Exception;

    /** The bodies that have arrived, in no particular order. */
    protected abstract List<String> arrived() throws Exception;

    protected static Event event(long number, byte[] body) {
        return new Event(
                new EventId(0x0193b0c27d1e7000L, number),
                "orders",
                "shop",
                1_795_435_200_123_456L,
                "192.0.2.1",
                "application/json",
                List.of(new Header("X-Topic", "paid"), new Header("Authorization", "Bearer hunter2")),
                body);
    }

    protected static Delivery delivery(long number, String body) {
        return new Delivery(event(number, body.getBytes(UTF_8)), number, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"order\":42}", "{ \"text\" : \"größer 🏠 \\u0000\" }", "[1,2,3]"})
    void the_body_arrives_as_it_was_received(String body) throws Exception {
        try (Destination destination = plan().build()) {
            assertThat(destination.deliver(List.of(delivery(1, body)))).containsExactly(DELIVERED);
        }
        assertThat(arrived()).containsExactly(body);
    }

    @Test
    void each_delivery_of_a_batch_has_its_result() throws Exception {
        DestinationPlan plan = plan();
        List<Delivery> batch = LongStream.rangeClosed(1, Math.min(plan.maxBatch(), 20))
                .mapToObj(number -> delivery(number, "{\"n\":" + number + "}"))
                .toList();
        try (Destination destination = plan.build()) {
            assertThat(destination.deliver(batch)).hasSameSizeAs(batch).containsOnly(DELIVERED);
        }
        assertThat(arrived()).hasSameSizeAs(batch).doesNotHaveDuplicates();
    }

    @Test
    void an_event_that_comes_again_is_taken_again() throws Exception {
        try (Destination destination = plan().build()) {
            assertThat(destination.deliver(List.of(delivery(1, "{}")))).containsExactly(DELIVERED);
            Delivery again = new Delivery(event(1, "{}".getBytes(UTF_8)), 1, 2);
            assertThat(destination.deliver(List.of(again))).containsExactly(DELIVERED);
        }
    }

    @Test
    void after_a_success_it_is_healthy() throws Exception {
        try (Destination destination = plan().build()) {
            assertThat(destination.deliver(List.of(delivery(1, "{}")))).containsExactly(DELIVERED);
            assertThat(destination.check()).isEqualTo(new Health.Healthy());
        }
    }

    @Test
    void its_plan_says_in_one_line_where_events_go() throws Exception {
        DestinationPlan plan = plan();

        assertThat(plan.describe()).isNotBlank().doesNotContain("\n");
        assertThat(plan.concurrency()).isPositive();
        assertThat(plan.maxBatch()).isPositive();
    }
}
