package io.sluice.gateway.guard.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.guard.outgoing.KeptAnswers.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class KeptAnswersTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final KeptAnswers<String> answers = new KeptAnswers<>(2, 2, nanos::get);

    private String ask(String about, String answer, Duration time) {
        return answers.of(about, () -> CompletableFuture.completedFuture(new Answer<>(answer, time, true)))
                .orElseThrow()
                .join();
    }

    @Test
    void an_answer_is_kept_for_its_time_also_where_the_clock_overflows() {
        assertThat(ask("a", "1", Duration.ofNanos(10))).isEqualTo("1");
        nanos.addAndGet(9);
        assertThat(ask("a", "2", Duration.ofNanos(10))).isEqualTo("1");
        nanos.addAndGet(1);
        assertThat(ask("a", "3", Duration.ZERO)).isEqualTo("3");
        assertThat(ask("a", "4", Duration.ZERO)).isEqualTo("4");
    }

    @Test
    void the_oldest_of_too_many_is_forgotten() {
        for (String about : new String[] {"a", "b", "c"}) {
            ask(about, about, Duration.ofDays(1));
        }
        assertThat(ask("c", "new", Duration.ZERO)).isEqualTo("c");
        assertThat(ask("b", "new", Duration.ZERO)).isEqualTo("b");
        assertThat(ask("a", "new", Duration.ZERO)).isEqualTo("new");
    }

    @Test
    void a_question_that_fails_is_asked_again() {
        CompletableFuture<Answer<String>> lost = new CompletableFuture<>();
        CompletableFuture<String> first = answers.of("a", () -> lost).orElseThrow();
        assertThat(answers.of("a", () -> lost)).as("the same question").containsSame(first);
        lost.completeExceptionally(new IOException("away"));
        assertThat(first).isCompletedExceptionally();
        assertThat(ask("a", "1", Duration.ZERO)).isEqualTo("1");
    }

    @Test
    void no_more_questions_are_under_way_than_may_be() {
        CompletableFuture<Answer<String>> open = new CompletableFuture<>();
        assertThat(answers.of("a", () -> open)).isPresent();
        assertThat(answers.of("b", () -> open)).isPresent();
        assertThat(answers.of("c", () -> open)).isEmpty();
        assertThat(answers.of("a", () -> open)).isPresent();
        open.complete(new Answer<>("1", Duration.ZERO, false));
        assertThat(answers.of("c", () -> open)).isPresent();
    }
}
