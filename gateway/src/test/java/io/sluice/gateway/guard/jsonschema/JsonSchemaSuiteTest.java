package io.sluice.gateway.guard.jsonschema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.payload.PayloadChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every required test of the JSON Schema Test Suite, through the guard as a webhook's settings make it. */
final class JsonSchemaSuiteTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path SUITE = Path.of("src/test/resources/json-schema-test-suite");
    /** Under which the suite's schemas refer to its remotes. */
    private static final String HOST = "http://localhost:1234/";

    /** What fails, as {@code draft/file/case/test}, with the reason. */
    private static final Map<String, String> KNOWN_FAILURES = Map.of();

    @TestFactory
    Stream<DynamicNode> draft_7() throws IOException {
        return draft("draft7", "http://json-schema.org/draft-07/schema#", 37);
    }

    @TestFactory
    Stream<DynamicNode> draft_2019_09() throws IOException {
        return draft("draft2019-09", "https://json-schema.org/draft/2019-09/schema", 46);
    }

    @TestFactory
    Stream<DynamicNode> draft_2020_12() throws IOException {
        return draft("draft2020-12", "https://json-schema.org/draft/2020-12/schema", 46);
    }

    private static Stream<DynamicNode> draft(String draft, String dialect, int files) throws IOException {
        ObjectNode remotes = remotes(draft, dialect);
        List<DynamicNode> all = new ArrayList<>();
        for (Path file : jsonFiles(SUITE.resolve("tests").resolve(draft))) {
            String name = file.getFileName().toString();
            List<DynamicContainer> cases = new ArrayList<>();
            for (JsonNode one : JSON.readTree(Files.readString(file))) {
                cases.add(container(draft + "/" + name, one, dialect, remotes));
            }
            all.add(dynamicContainer(draft + " " + name, cases));
        }
        assertThat(all).hasSize(files);
        return all.stream();
    }

    private static DynamicContainer container(String file, JsonNode one, String dialect, ObjectNode remotes) {
        String title = file + "/" + one.get("description").asString();
        Configured guard = Configured.from(
                new JsonSchemaFactory(new PayloadChecks(Runnable::run)), settings(one.get("schema"), dialect, remotes));
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode test : one.get("tests")) {
            String full = title + "/" + test.get("description").asString();
            tests.add(dynamicTest(full, () -> check(guard, test, full)));
        }
        return dynamicContainer(title, tests);
    }

    private static void check(Configured guard, JsonNode test, String title) {
        Verdict verdict = guard.judge(TestRequest.post(test.get("data").toString()));
        boolean accepted = verdict instanceof Verdict.Accept;
        boolean expected = test.get("valid").booleanValue() != KNOWN_FAILURES.containsKey(title);
        assertThat(accepted).as("%s: %s", title, verdict).isEqualTo(expected);
        if (!accepted) {
            assertThat(((Verdict.Reject) verdict).status()).isEqualTo(422);
        }
    }

    /** As they stand in a webhook; a schema that does not say its draft, such as true, goes into one that does. */
    private static String settings(JsonNode schema, String dialect, ObjectNode remotes) {
        ObjectNode settings = JSON.createObjectNode();
        ObjectNode own = settings.putObject("json_schema");
        own.set("schema", withDialect(schema, dialect));
        own.set("schemas", remotes);
        return settings.toString();
    }

    private static JsonNode withDialect(JsonNode schema, String dialect) {
        if (schema.isObject() && !schema.has("$schema")) {
            ObjectNode with = JSON.createObjectNode();
            with.put("$schema", dialect);
            with.setAll((ObjectNode) schema);
            return with;
        }
        return schema;
    }

    /** Those of all drafts and of this one, by the URIs under which a server of the suite would have them. */
    private static ObjectNode remotes(String draft, String dialect) throws IOException {
        Map<String, JsonNode> found = new TreeMap<>();
        Path folder = SUITE.resolve("remotes");
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".json")).forEach(file -> {
                String path = folder.relativize(file).toString();
                if (!path.toLowerCase(Locale.ROOT).startsWith("draft") || path.startsWith(draft + "/")) {
                    found.put(HOST + path, withDialect(read(file), dialect));
                }
            });
        }
        ObjectNode remotes = JSON.createObjectNode();
        found.forEach(remotes::set);
        return remotes;
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> jsonFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
