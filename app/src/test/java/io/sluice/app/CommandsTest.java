package io.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line as a user meets it: what it prints and how it ends. */
class CommandsTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Map<String, String> environment, String... arguments) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return Main.run(command, environment, arguments);
    }

    private String webhooks(String json) throws IOException {
        return Files.writeString(folder.resolve("webhooks.json"), json).toString();
    }

    private int check(String webhooks) throws IOException {
        return run(Map.of(), "check", "--webhooks", webhooks(webhooks), "--connections", absent());
    }

    private String absent() {
        return folder.resolve("absent.json").toString();
    }

    @Test
    void check_says_what_each_webhook_will_do() throws IOException {
        int exit = check("""
                {"orders": {"authorization": "Bearer hunter2", "module": "http_webhook",
                            "module-config": {"url": "https://orders.example.com/hook"}}}""");

        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains("orders", "a bearer token", "https://orders.example.com/hook", "embedded store")
                .contains("\n1 webhook; nothing is wrong.")
                .doesNotContain("hunter2");
    }

    @Test
    void check_prints_every_problem_with_its_place_and_the_nearest_right_name() throws IOException {
        int exit = check("""
                {"orders": {"data_type": "jsn", "module": "lgo", "rate_limit": {"max_request": 3}}}""");

        assertThat(exit).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err.toString())
                .contains("webhooks.json:1:", "did you mean \"json\"", "did you mean \"log\"", "max_requests")
                .contains("3 problems");
    }

    @Test
    void check_counts_the_webhooks() throws IOException {
        assertThat(check("{}")).isZero();
        assertThat(out.toString()).contains("\n0 webhooks; nothing is wrong.");
        assertThat(check("{\"a\": {\"module\": \"log\"}, \"b\": {\"module\": \"log\"}}"))
                .isZero();
        assertThat(out.toString()).contains("\n2 webhooks; nothing is wrong.");
    }

    @Test
    void a_variable_that_is_missing_is_named() throws IOException {
        assertThat(check("{\"orders\": {\"authorization\": \"Bearer {$NO_SUCH_TOKEN}\", \"module\": \"log\"}}"))
                .isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err.toString()).contains("NO_SUCH_TOKEN");
    }

    @Test
    void a_file_that_is_no_json_is_refused_with_line_and_column() throws IOException {
        assertThat(check("{\"orders\": {\n  \"module\" \"log\"}}")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err.toString()).contains("webhooks.json:2:");
    }

    @Test
    void an_option_can_come_from_the_environment() throws IOException {
        String file = webhooks("{\"from_environment\": {\"module\": \"log\"}}");

        int exit = run(Map.of("SLUICE_WEBHOOKS", file, "SLUICE_CONNECTIONS", absent()), "check");

        assertThat(exit).isZero();
        assertThat(out.toString()).contains("from_environment");
    }

    @Test
    void the_command_line_wins_over_the_environment() throws IOException {
        String file = webhooks("{\"from_option\": {\"module\": \"log\"}}");

        int exit = run(Map.of("SLUICE_WEBHOOKS", absent()), "check", "--webhooks", file, "--connections", absent());

        assertThat(exit).isZero();
        assertThat(out.toString()).contains("from_option");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "analytics", "check", "sign", "verify", "sql", "journal", "quarantine"})
    void each_command_explains_itself(String command) {
        assertThat(run(Map.of(), command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: sluice " + command);
    }

    @Test
    void a_wrong_option_is_named() {
        assertThat(run(Map.of(), "serve", "--prot", "8000")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--prot");
    }

    @Test
    void sql_without_a_store_says_where_it_looked() {
        int exit = run(
                Map.of(),
                "sql",
                "SELECT 1",
                "--connections",
                absent(),
                "--data",
                folder.resolve("none").toString());

        assertThat(exit).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("none").contains("--data");
    }
}
