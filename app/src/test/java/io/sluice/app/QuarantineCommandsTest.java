package io.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.config.QuarantineBounds;
import io.sluice.core.disk.FileDisk;
import io.sluice.core.event.EventIds;
import io.sluice.core.event.Header;
import io.sluice.gateway.quarantine.Quarantine;
import io.sluice.gateway.quarantine.QuarantineFiles;
import io.sluice.gateway.quarantine.QuarantineFolder;
import io.sluice.gateway.quarantine.QuarantineObserver;
import io.sluice.gateway.quarantine.QuarantinedRequest;
import io.sluice.gateway.recorded.RecordedRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code sluice quarantine} as an operator meets it, without a gateway. */
class QuarantineCommandsTest {
    private static final Instant ARRIVAL = Instant.parse("2026-03-01T12:00:00Z");
    private static final EventIds IDS = new EventIds(InstantSource.system(), new SplittableRandom(1));

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        Stream<String> all = Stream.concat(
                Stream.concat(Stream.of("quarantine"), Stream.of(arguments)), Stream.of("--data", folder.toString()));
        return Main.run(command, Map.of(), all.toArray(String[]::new));
    }

    private String keep(String target, String body, Header... headers) throws IOException {
        RecordedRequest request = new RecordedRequest(
                "orders",
                "",
                "POST",
                target,
                false,
                List.of(headers),
                "192.0.2.1",
                List.of(),
                body.getBytes(StandardCharsets.UTF_8),
                ARRIVAL.getEpochSecond() * 1_000_000);
        QuarantinedRequest kept =
                new QuarantinedRequest(IDS.next(), request, "header_auth", 401, "another\u001b[31m value");
        QuarantineFolder written =
                QuarantineFolder.open(files(), _ -> QuarantineBounds.DEFAULT, 1L << 20, QuarantineObserver.NONE);
        try (Quarantine quarantine = Quarantine.start(written, QuarantineObserver.NONE, InstantSource.system())) {
            quarantine.offer(kept);
        }
        return kept.id().toString();
    }

    private QuarantineFiles files() {
        return new QuarantineFiles(folder.resolve("quarantine"), new FileDisk());
    }

    @Test
    void list_shows_who_was_refused_when_and_why() throws IOException {
        String id = keep("/webhook/orders", "{}");

        assertThat(run("list")).isZero();
        assertThat(out.toString())
                .contains(id, "2026-03-01T12:00:00Z", "orders", "192.0.2.1", "401", "header_auth", "another", "(1 row)")
                .doesNotContain("\u001b");
    }

    @Test
    void list_of_one_webhook_leaves_out_the_others() throws IOException {
        keep("/webhook/orders", "{}");

        assertThat(run("list", "--webhook", "others", "--format", "json")).isZero();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void list_is_empty_where_nothing_was_ever_refused() {
        assertThat(run("list")).isZero();
        assertThat(out.toString()).contains("(0 rows)");
    }

    @Test
    void list_names_a_damaged_file_and_goes_on() throws IOException {
        String damaged = keep("/webhook/orders", "{}");
        String whole = keep("/webhook/orders", "{}");
        Files.writeString(
                folder.resolve("quarantine/requests/orders/" + damaged + ".request"),
                "no request at all, but long enough");

        assertThat(run("list")).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains(whole);
        assertThat(err.toString()).contains(damaged + ".request cannot be read", "sluice quarantine delete " + damaged);
    }

    @Test
    void show_masks_whatever_may_be_a_credential() throws IOException {
        String id = keep(
                "/webhook/orders?api_key=s3cret-1&s3cret-2",
                "{\"order\": 1, \"password\": \"s3cret-3\"}",
                new Header("Authorization", "Bearer s3cret-4"),
                new Header("X-Shop-Key", "s3cret-5"),
                new Header("X-Hub-Signature-256", "s3cret-6"),
                new Header("User-Agent", "shop/1.0"),
                new Header("X-Shop-Event", "order.created"));

        assertThat(run("show", id)).isZero();
        assertThat(out.toString())
                .contains("shop/1.0", "order.created", "\"x-shop-key\":\"***REDACTED***\"", "\\\"order\\\": 1")
                .contains("/webhook/orders?api_key=***REDACTED***&***REDACTED***")
                .doesNotContain("s3cret");
    }

    @Test
    void show_says_which_one_is_not_there() {
        assertThat(run("show", "01890a5d-ac96-774b-bcce-b302099a8057")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("01890a5d-ac96-774b-bcce-b302099a8057 is not in the quarantine");
    }

    @Test
    void retry_needs_a_gateway_and_says_how_to_get_one() throws IOException {
        keep("/webhook/orders", "{}");

        assertThat(run("retry", "--all")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("no gateway is running on " + folder, "sluice serve --data " + folder);
        assertThat(files().places()).hasSize(1);
    }

    @Test
    void delete_works_without_a_gateway() throws IOException {
        String first = keep("/webhook/orders", "{}");
        keep("/webhook/orders", "{}");

        assertThat(run("delete", first)).isZero();
        assertThat(out.toString()).contains(first, "deleted");
        assertThat(files().places()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "delete"})
    void what_is_decided_about_must_be_said_in_one_way(String action) {
        assertThat(run(action)).isEqualTo(ExitCode.USAGE);
        assertThat(run(action, "--all", "--webhook", "orders")).isEqualTo(ExitCode.USAGE);
        assertThat(run(action, "no-id")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("either their IDs, or --webhook WEBHOOK, or --all", "\"no-id\" is no id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show", "retry", "delete"})
    void help_has_an_example(String action) {
        assertThat(run(action, "--help")).isZero();
        assertThat(out.toString()).contains("Example: sluice quarantine " + action);
    }
}
