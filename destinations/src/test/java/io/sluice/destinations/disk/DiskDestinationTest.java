package io.sluice.destinations.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.Delivery;
import io.sluice.core.plugin.DeliveryResult;
import io.sluice.core.plugin.Destination;
import io.sluice.core.plugin.DestinationPlan;
import io.sluice.destinations.Configured;
import io.sluice.destinations.DestinationContract;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskDestinationTest extends DestinationContract {
    @TempDir
    private Path folder;

    private Path saved() {
        return folder.resolve("saved");
    }

    private DestinationPlan plan(String more) throws IOException {
        return configured().plan("save_to_disk", "{\"path\": \"" + saved() + "\"" + more + "}");
    }

    private Configured configured() {
        return new Configured(folder, Map.of(), OutputStream.nullOutputStream());
    }

    @Override
    protected DestinationPlan plan() throws IOException {
        return plan("");
    }

    @Override
    protected List<String> arrived() throws IOException {
        List<String> bodies = new ArrayList<>();
        for (Path file : files()) {
            bodies.add(Files.readString(file));
        }
        return bodies;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(saved())) {
            return files.toList();
        }
    }

    @Test
    void an_event_that_comes_again_replaces_its_own_file() throws Exception {
        try (Destination destination = plan().build()) {
            destination.deliver(List.of(delivery(1, "{}")));
            destination.deliver(List.of(new Delivery(event(1, "{}".getBytes(UTF_8)), 1, 2)));
        }
        assertThat(files()).hasSize(1);
    }

    @Test
    void bytes_that_are_no_text_are_kept() throws Exception {
        byte[] body = {0, -1, (byte) 0xC3, 10, 13};
        try (Destination destination = plan().build()) {
            destination.deliver(List.of(new Delivery(event(1, body), 1, 1)));
        }
        assertThat(files()).singleElement().satisfies(file -> assertThat(file).hasBinaryContent(body));
    }

    @Test
    void the_name_says_when_and_which() throws Exception {
        try (Destination destination = plan(", \"filename_pattern\": \"{webhook_id}-{timestamp}-{uuid}.txt\"")
                .build()) {
            destination.deliver(List.of(delivery(7, "{}")));
        }
        assertThat(files())
                .singleElement()
                .extracting(Path::getFileName)
                .hasToString("orders-20261123T120000123456Z-0193b0c2-7d1e-7000-0000-000000000007.txt");
    }

    @Test
    void files_are_readable_by_their_owner_alone() throws Exception {
        try (Destination destination = plan().build()) {
            destination.deliver(List.of(delivery(1, "{}")));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())))
                .isEqualTo("rw-------");
    }

    @Test
    void with_headers_the_file_is_an_object_that_names_the_event() throws Exception {
        try (Destination destination = plan(", \"include_headers\": true").build()) {
            destination.deliver(List.of(delivery(1, "{\"a\":1}")));
        }
        assertThat(Files.readString(files().getFirst()))
                .startsWith("{\"id\":\"0193b0c2-7d1e-7000-0000-000000000001\",\"webhook_id\":\"shop/orders\"")
                .contains("\"headers\":{\"x-topic\":\"paid\",\"authorization\":\"Bearer hunter2\"}")
                .endsWith("\"payload\":{\"a\":1}}");
    }

    @Test
    void a_folder_that_cannot_be_written_makes_the_events_come_again() throws Exception {
        Files.writeString(saved(), "a file where the folder should be");
        try (Destination destination = plan().build()) {
            assertThat(destination.deliver(List.of(delivery(1, "{}"))))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            DeliveryResult.Retry.class,
                            retry -> assertThat(retry.cause()).contains(saved().toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../{uuid}", "/etc/{uuid}", "{uuid}/x", ".{uuid}", "{secret}-{uuid}", "a\\u0000{uuid}"})
    void a_pattern_that_could_lead_out_of_the_folder_is_refused(String pattern) throws IOException {
        assertThat(configured()
                        .problems("save_to_disk", "{\"path\": \"x\", \"filename_pattern\": \"" + pattern + "\"}"))
                .hasSize(1);
    }

    @Test
    void a_path_outside_of_its_base_is_refused() throws IOException {
        assertThat(configured().problems("save_to_disk", "{\"path\": \"../x\", \"base_dir\": \"/srv/hooks\"}"))
                .singleElement()
                .asString()
                .contains("outside of base_dir");
    }
}
