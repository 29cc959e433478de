package io.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The other tests would see nothing if this did not find the names. */
class PromQlTest {
    @Test
    void finds_the_metrics_among_functions_labels_and_words() {
        assertThat(
                        PromQl.metrics(
                                "histogram_quantile(0.99, sum by (le, instance) (rate(a_bucket{x=~\"$y\"}[5m]))) > 1e3"
                                        + " and b / c offset 10m > bool 0.8 unless on (job) up{job=\"sluice\"} or time() - d[$__rate_interval]"))
                .containsExactly("a_bucket", "b", "c", "d", "up");
    }

    @Test
    void finds_the_labels_that_are_matched_and_grouped_by() {
        assertThat(PromQl.labels("sum by (le, instance) (a{x=~\"y=1\",z!=\"\"}) > on (job) b"))
                .containsExactly("instance", "job", "le", "x", "z");
    }
}
