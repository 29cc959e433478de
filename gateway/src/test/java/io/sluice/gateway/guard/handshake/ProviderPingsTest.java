package io.sluice.gateway.guard.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.TestRequest;
import org.junit.jupiter.api.Test;

/** Questions that ask only whether anybody is there. */
final class ProviderPingsTest {
    @Test
    void discords_ping_gets_204_and_an_event_is_none() {
        DiscordPing ping = new DiscordPing();
        Verdict answer = ping.proven(TestRequest.post("{\"version\":1,\"application_id\":\"1\",\"type\":0}"))
                .orElseThrow()
                .join();
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Verdict.Answered.class,
                        answered -> assertThat(answered.status()).isEqualTo(204));
        assertThat(ping.proven(TestRequest.post("{\"version\":1,\"type\":1,\"event\":{\"type\":\"0\"}}")))
                .isEmpty();
        assertThat(ping.open(TestRequest.post("{\"type\":0}"))).isEmpty();
    }

    @Test
    void a_head_gets_200_and_a_post_goes_on() {
        HeadCheck head = new HeadCheck();
        assertThat(head.methods()).containsExactly("HEAD");
        assertThat(head.open(TestRequest.post("").method("HEAD")).orElseThrow().join())
                .isInstanceOfSatisfying(
                        Verdict.Answered.class,
                        answered -> assertThat(answered.status()).isEqualTo(200));
        assertThat(head.open(TestRequest.post("{}"))).isEmpty();
    }
}
