package io.sluice.destinations.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.event.Event;
import io.sluice.core.event.EventId;
import io.sluice.core.event.Header;
import io.sluice.core.plugin.Delivery;
import io.sluice.core.plugin.DeliveryResult;
import io.sluice.core.plugin.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of files when the disk does not do what it is asked, or the event is not what one expects. */
class DiskTroubleTest {
    private static final DeliveryResult DELIVERED = new DeliveryResult.Delivered();

    @TempDir
    private Path temporary;

    private final TroubledDisk disk = new TroubledDisk();

    private Path folder() {
        return temporary.resolve("saved");
    }

    private DiskDestination destination(String pattern) {
        return new DiskDestination(disk, folder(), new NamePattern(pattern), false);
    }

    private DiskDestination destination() {
        return destination("{uuid}.json");
    }

    private static Delivery delivery(String webhookId, long number, String body) {
        List<Header> headers = List.of(new Header("X-File", "../../etc/passwd"));
        return new Delivery(
                new Event(new EventId(1, number), webhookId, "", 1, "", "", headers, body.getBytes(UTF_8)), number, 1);
    }

    private static Delivery delivery(long number, String body) {
        return delivery("orders", number, body);
    }

    /** Every name below the temporary folder, hidden ones too. */
    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.walk(temporary)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> temporary.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_file_gets_its_name_when_its_content_is_safe() throws Exception {
        assertThat(destination().deliver(List.of(delivery(1, "{}"), delivery(2, "[]"))))
                .containsExactly(DELIVERED, DELIVERED);

        assertThat(disk.calls())
                .containsSubsequence("write", "sync", "rename", "write", "sync", "rename", "sync folder")
                .endsWith("sync folder");
    }

    @Test
    void on_a_full_disk_the_event_comes_again_and_nothing_is_left_of_the_try() throws Exception {
        DiskDestination destination = destination();
        disk.room(5);

        assertThat(destination.deliver(List.of(delivery(1, "{\"order\":42}"))))
                .singleElement()
                .isInstanceOfSatisfying(
                        DeliveryResult.Retry.class,
                        retry -> assertThat(retry.cause())
                                .contains("No space left on device", folder().toString())
                                .doesNotContain("order"));
        assertThat(destination.check()).isInstanceOf(Health.Unhealthy.class);
        assertThat(names()).isEmpty();
    }

    @Test
    void when_there_is_room_again_the_event_is_written_whole() throws Exception {
        DiskDestination destination = destination();
        disk.room(5);
        destination.deliver(List.of(delivery(1, "{\"order\":42}")));
        disk.room(1_000);

        assertThat(destination.deliver(List.of(delivery(1, "{\"order\":42}")))).containsExactly(DELIVERED);
        assertThat(folder().resolve("00000000-0000-0001-0000-000000000001.json"))
                .hasContent("{\"order\":42}");
        assertThat(destination.check()).isEqualTo(new Health.Healthy());
    }

    @Test
    void of_a_batch_that_does_not_fit_what_did_counts() throws Exception {
        disk.room(3);

        assertThat(destination().deliver(List.of(delivery(1, "{}"), delivery(2, "[1,2,3]"), delivery(3, ""))))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo(DELIVERED),
                        second -> assertThat(second).isInstanceOf(DeliveryResult.Retry.class),
                        third -> assertThat(third).isEqualTo(DELIVERED));
        assertThat(names()).hasSize(2);
    }

    @Test
    void a_folder_whose_names_are_not_safe_makes_every_event_come_again() throws Exception {
        Files.createDirectory(folder());
        disk.breakFolderSync();

        assertThat(destination().deliver(List.of(delivery(1, "{}"), delivery(2, "{}"))))
                .hasSize(2)
                .allSatisfy(result -> assertThat(result).isInstanceOf(DeliveryResult.Retry.class));
    }

    @Test
    void a_link_in_the_place_of_the_unfinished_file_is_not_written_through() throws Exception {
        Path victim = Files.writeString(temporary.resolve("victim"), "kept");
        Files.createDirectory(folder());
        Files.createSymbolicLink(folder().resolve(".00000000-0000-0001-0000-000000000001.json.part"), victim);

        assertThat(destination().deliver(List.of(delivery(1, "{}")))).containsExactly(DELIVERED);
        assertThat(victim).hasContent("kept");
    }

    @Test
    void what_a_crash_left_is_replaced() throws Exception {
        Files.createDirectory(folder());
        Files.writeString(folder().resolve(".00000000-0000-0001-0000-000000000001.json.part"), "{\"ord");

        assertThat(destination().deliver(List.of(delivery(1, "{}")))).containsExactly(DELIVERED);
        assertThat(names()).containsExactly("saved/00000000-0000-0001-0000-000000000001.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../evil", "/etc/passwd", "a/b", "..", ".", "a\u0000b", "a\nb", "größe"})
    void no_id_leads_out_of_the_folder(String webhookId) throws Exception {
        assertThat(destination("{webhook_id}-{uuid}").deliver(List.of(delivery(webhookId, 1, "{}"))))
                .containsExactly(DELIVERED);
        assertThat(names()).singleElement().asString().matches("saved/[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "."})
    void a_pattern_that_names_no_file_is_refused(String pattern) {
        assertThat(NamePattern.fault(pattern)).isPresent();
    }

    @Test
    void an_id_is_added_before_the_extension_where_names_could_meet() {
        assertThat(NamePattern.ambiguous("{timestamp}.json")).isTrue();
        assertThat(NamePattern.withId("{timestamp}.json")).isEqualTo("{timestamp}_{uuid}.json");
        assertThat(NamePattern.withId("{timestamp}")).isEqualTo("{timestamp}_{uuid}");
        assertThat(NamePattern.withExtension("{uuid}.json", "txt")).isEqualTo("{uuid}.txt");
        assertThat(NamePattern.withExtension("{uuid}.json", "")).isEqualTo("{uuid}");
    }
}
