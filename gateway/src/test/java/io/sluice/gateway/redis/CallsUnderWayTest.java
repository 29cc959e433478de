package io.sluice.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CallsUnderWayTest {
    private final CallsUnderWay calls = new CallsUnderWay();
    private final List<Object> heard = new ArrayList<>();

    @Test
    void a_call_of_several_commands_hears_their_replies_together_and_each_call_its_own() {
        calls.add(10, 1, heard::add);
        calls.add(10, 2, heard::add);
        calls.add(10, 1, heard::add);
        for (Object reply : List.of("a", "b", 3L, "d")) {
            calls.replied(reply);
        }
        assertThat(heard).containsExactly("a", List.of("b", 3L), "d");
    }

    @Test
    void what_nobody_waits_for_is_let_go() {
        calls.replied("late");
        calls.add(10, 1, heard::add);
        calls.replied("own");
        assertThat(heard).containsExactly("own");
    }

    @Test
    void the_oldest_call_says_when_the_connection_is_too_slow() {
        assertThat(calls.overdue(100)).isFalse();
        calls.add(10, 2, heard::add);
        calls.add(20, 1, heard::add);
        assertThat(calls.overdue(9)).isFalse();
        assertThat(calls.overdue(10)).isTrue();
        calls.replied("a");
        calls.replied("b");
        assertThat(calls.overdue(19)).isFalse();
    }

    @Test
    void when_the_connection_is_gone_everybody_hears_so_once_and_may_call_again() {
        RedisAway away = new RedisAway("gone");
        calls.add(10, 2, heard::add);
        calls.add(10, 1, why -> {
            heard.add(why);
            calls.add(10, 1, heard::add);
        });
        calls.replied("half of the first");
        calls.giveUp(away);
        assertThat(heard).containsExactly(away, away);
        calls.replied("again");
        assertThat(heard).endsWith("again");
    }
}
