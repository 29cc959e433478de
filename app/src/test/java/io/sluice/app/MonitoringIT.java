package io.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alert rules and the dashboard against the page of a running gateway, and against docs/METRICS.md. */
class MonitoringIT {
    private static final Path HOME = Path.of("").toAbsolutePath().getParent();
    private static final Path RULES = HOME.resolve("config/prometheus/alerts.yml");
    private static final Path RULES_TEST = HOME.resolve("config/prometheus/alerts_test.yml");
    private static final Path DASHBOARD = HOME.resolve("config/grafana/sluice.json");
    /** What Prometheus adds to what it scrapes. */
    private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job", "le");

    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((\\w+), (\\w+)\\)");

    @TempDir
    private static Path folder;

    private static MetricsPage served;

    @BeforeAll
    static void runAGateway() throws Exception {
        try (MeasuredGateway gateway = MeasuredGateway.usual(folder)) {
            served = MetricsPage.served(gateway.pageAfterEvents());
        }
    }

    private static String document() throws IOException {
        return Files.readString(HOME.resolve("docs/METRICS.md"));
    }

    private static List<YamlNode> rules() throws IOException {
        return YamlNode.of(RULES).list("groups").getFirst().list("rules");
    }

    private static void assertAsksForWhatThereIs(String expression) {
        Set<String> known = new TreeSet<>(served.sampleNames());
        known.add("up"); // which Prometheus makes itself
        assertThat(PromQl.metrics(expression)).as(expression).isNotEmpty().isSubsetOf(known);
        Set<String> labels = new TreeSet<>(OF_PROMETHEUS);
        served.families().values().forEach(family -> labels.addAll(family.labels()));
        assertThat(labels).as(expression).containsAll(PromQl.labels(expression));
    }

    @Test
    void every_alert_asks_for_metrics_that_there_are() throws IOException {
        assertThat(rules()).isNotEmpty();
        for (YamlNode rule : rules()) {
            assertAsksForWhatThereIs(rule.text("expr"));
        }
    }

    @Test
    void every_alert_says_how_bad_it_is_and_what_to_do_and_its_runbook_says_the_same() throws IOException {
        String document = document();
        for (YamlNode rule : rules()) {
            String name = rule.text("alert");
            String severity = rule.at("labels").text("severity");
            assertThat(severity).as(name).isIn("critical", "warning");
            YamlNode annotations = rule.at("annotations");
            assertThat(annotations.text("summary")).as(name).isNotBlank();
            assertThat(annotations.text("runbook")).isEqualTo("docs/METRICS.md#" + name.toLowerCase(Locale.ROOT));
            String after = rule.text("for").equals("0m") ? "at once" : "after " + rule.text("for");
            assertThat(document)
                    .contains("### %s\n\n%s, %s. %s.\n\n* **Do:** %s.\n* **Why this threshold:** "
                            .formatted(
                                    name,
                                    severity.equals("critical") ? "Critical" : "Warning",
                                    after,
                                    annotations.text("cause"),
                                    annotations.text("cure")));
        }
    }

    @Test
    void every_reason_that_says_who_the_sender_is_not_counts_for_the_alert_about_credentials() throws IOException {
        String expression = rules().stream()
                .filter(rule -> rule.text("alert").equals("SluiceCredentialsRefused"))
                .findFirst()
                .orElseThrow()
                .text("expr");
        for (Map.Entry<String, Set<Integer>> reason :
                MetricsPage.reasons(document()).entrySet()) {
            if (reason.getValue().contains(401) || reason.getValue().contains(403)) {
                assertThat(expression).containsPattern("[\"|]" + reason.getKey() + "[\"|]");
            }
        }
    }

    @Test
    void every_alert_is_tried_out_in_the_test_of_the_rules() throws IOException {
        String tests = Files.readString(RULES_TEST);
        for (YamlNode rule : rules()) {
            assertThat(tests).contains("alertname=\"" + rule.text("alert") + "\"");
        }
    }

    @Test
    void prometheus_takes_the_rules_and_each_fires_when_it_should() throws Exception {
        assumeTrue(isInstalled("promtool"), "promtool is not installed (Debian: apt-get install prometheus)");
        assertSucceeds("promtool", "check", "rules", RULES.toString());
        assertSucceeds("promtool", "test", "rules", RULES_TEST.toString());
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private static void assertSucceeds(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static List<YamlNode> panels(boolean rows) throws IOException {
        return YamlNode.of(DASHBOARD).list("panels").stream()
                .filter(panel -> panel.text("type").equals("row") == rows)
                .toList();
    }

    @Test
    void the_dashboard_has_its_rows_and_every_panel_a_place_of_its_own() throws IOException {
        assertThat(panels(true))
                .extracting(row -> row.text("title"))
                .containsExactly("Promise", "Journal", "Event log", "Delivery", "Machine");
        List<YamlNode> all = YamlNode.of(DASHBOARD).list("panels");
        assertThat(all).extracting(panel -> panel.number("id")).doesNotHaveDuplicates();
        Set<String> taken = new TreeSet<>();
        for (YamlNode panel : all) {
            YamlNode place = panel.at("gridPos");
            int right = place.number("x") + place.number("w");
            assertThat(right).isLessThanOrEqualTo(24);
            for (int x = place.number("x"); x < right; x++) {
                for (int y = place.number("y"); y < place.number("y") + place.number("h"); y++) {
                    assertThat(taken.add(x + "," + y))
                            .as("%s lies on another", panel.text("title"))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void every_panel_says_what_it_shows_in_which_unit_and_asks_for_metrics_that_there_are() throws IOException {
        assertThat(panels(false)).isNotEmpty();
        for (YamlNode panel : panels(false)) {
            String title = panel.text("title");
            assertThat(panel.text("description")).as(title).isNotBlank();
            YamlNode defaults = panel.at("fieldConfig").at("defaults");
            assertThat(defaults.text("unit")).as(title).isNotBlank();
            assertThat(defaults.at("thresholds").list("steps")).as(title).isNotEmpty();
            assertThat(panel.list("targets")).as(title).isNotEmpty();
            for (YamlNode target : panel.list("targets")) {
                assertAsksForWhatThereIs(target.text("expr"));
                assertThat(target.at("datasource").text("uid")).as(title).isEqualTo("${datasource}");
            }
        }
    }

    @Test
    void the_lists_of_the_dashboard_are_filled_from_metrics_that_there_are() throws IOException {
        YamlNode dashboard = YamlNode.of(DASHBOARD);
        assertThat(dashboard.text("uid")).isEqualTo("sluice");
        assertThat(dashboard.number("schemaVersion")).isPositive();
        List<YamlNode> variables = dashboard.at("templating").list("list");
        assertThat(variables)
                .extracting(variable -> variable.text("name"))
                .containsExactly("datasource", "instance", "webhook");
        for (YamlNode variable : variables.subList(1, 3)) {
            Matcher query = LABEL_VALUES.matcher(variable.at("query").text("query"));
            assertThat(query.matches()).isTrue();
            assertAsksForWhatThereIs(query.group(1));
            assertThat(query.group(2)).isEqualTo(variable.text("name"));
        }
    }
}
