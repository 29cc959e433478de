package io.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/METRICS.md against the page of a running gateway. */
class MetricsIT {
    /** The document says so: it appears with the first handshake. */
    private static final String NOT_SERVED_YET = "sluice_requests_answered_total";

    @TempDir
    private static Path folder;

    private static String idle;
    private static String page;
    private static MetricsPage documented;

    @BeforeAll
    static void runAGateway() throws Exception {
        documented = MetricsPage.documented(
                Files.readString(Path.of("").toAbsolutePath().getParent().resolve("docs/METRICS.md")));
        try (MeasuredGateway gateway = MeasuredGateway.usual(folder)) {
            idle = gateway.page();
            page = gateway.pageAfterEvents();
        }
    }

    private static Map<String, MetricsPage.Family> servedAndNotYet(String text) {
        Map<String, MetricsPage.Family> families = MetricsPage.served(text).families();
        assertThat(families).doesNotContainKey(NOT_SERVED_YET);
        families.put(NOT_SERVED_YET, documented.families().get(NOT_SERVED_YET));
        return families;
    }

    @Test
    void every_metric_of_a_running_gateway_is_documented_with_type_and_labels_and_the_other_way_round() {
        assertThat(servedAndNotYet(page)).isEqualTo(documented.families());
    }

    @Test
    void before_the_first_event_all_are_there_but_those_of_a_webhook() {
        assertThat(MetricsPage.served(idle).families())
                .isEqualTo(documented.atRest().families());
    }

    @Test
    void every_metric_says_what_it_is() {
        assertThat(page.lines().filter(line -> line.startsWith("# HELP ")).count())
                .isEqualTo(
                        page.lines().filter(line -> line.startsWith("# TYPE ")).count());
        assertThat(page.lines()).noneMatch(line -> line.matches("# HELP \\S+ *"));
    }

    @Test
    void no_label_holds_what_a_sender_wrote_or_a_secret() {
        assertThat(MetricsPage.values(page, "webhook")).isEqualTo(Set.of("kept", "lost"));
        assertThat(MetricsPage.values(page, "guard")).isEqualTo(Set.of("authorization"));
        assertThat(MetricsPage.values(page, "secret")).isEqualTo(Set.of("0"));
        assertThat(page).doesNotContain("right", "wrong");
    }
}
