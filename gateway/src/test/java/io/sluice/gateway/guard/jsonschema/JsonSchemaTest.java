package io.sluice.gateway.guard.jsonschema;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.payload.PayloadChecks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonSchemaTest {
    private static final String ORDER = """
            {"json_schema": {
              "type": "object",
              "required": ["id", "items"],
              "properties": {
                "id": {"type": "string", "pattern": "^ord_[0-9]+$"},
                "token": {"const": "s3cret-constant"},
                "colour": {"enum": ["s3cret-red", "s3cret-blue"]},
                "items": {"type": "array", "minItems": 1, "items": {
                  "type": "object", "properties": {"price": {"type": "number", "minimum": 0}}}}
              }}}""";

    private static Configured configured(String settings) {
        return Configured.from(new JsonSchemaFactory(new PayloadChecks(Runnable::run)), settings);
    }

    private static Configured schema(String schema) {
        return configured("{\"json_schema\": " + schema + "}");
    }

    private static List<String> errors(String settings) {
        return Configured.read(new JsonSchemaFactory(new PayloadChecks(Runnable::run)), settings)
                .errors();
    }

    private static String detail(String payload) {
        return configured(ORDER).refusal(TestRequest.post(payload)).detail();
    }

    @Test
    void a_payload_that_fits_passes() {
        configured(ORDER)
                .acceptance(TestRequest.post("{\"id\": \"ord_1\", \"items\": [{\"price\": 1.5}], \"more\": null}"));
    }

    @Test
    void one_that_does_not_fit_gets_422_with_a_pointer_to_each_place() {
        Verdict.Reject refusal = configured(ORDER)
                .refusal(TestRequest.post("{\"id\": 7, \"items\": [{}, {\"price\": -1}, {\"price\": \"1\"}]}"));
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.reason()).isEqualTo("json_schema");
        assertThat(refusal.detail())
                .contains(
                        "/id: integer found, string expected",
                        "/items/1/price: must have a minimum value of 0",
                        "/items/2/price: string found");
        assertThat(refusal.cause()).contains("/id fails type", "/items/1/price fails minimum");
    }

    @Test
    void what_is_missing_is_named() {
        assertThat(detail("{\"items\": [{}]}")).contains("the payload: required property 'id' not found");
        assertThat(detail("{}")).contains("'id'", "'items'");
    }

    @Test
    void names_in_a_pointer_are_escaped_as_rfc_6901_says() {
        Verdict.Reject refusal =
                schema("{\"additionalProperties\": {\"type\": \"null\"}}").refusal(TestRequest.post("{\"a/b~c\": 1}"));
        assertThat(refusal.detail()).contains("/a~1b~0c: ");
    }

    @Test
    void neither_the_sender_nor_the_log_hears_a_text_of_the_schema() {
        Verdict.Reject refusal = configured(ORDER)
                .refusal(TestRequest.post(
                        "{\"id\": \"p4ssword\", \"items\": [{}], \"token\": \"p4ssword\", \"colour\": \"p4ssword\"}"));
        assertThat(refusal.detail())
                .contains("/id: does not meet \"pattern\"", "/token: does not meet \"const\"", "/colour: ");
        assertThat(refusal.detail() + refusal.cause()).doesNotContain("s3cret", "ord_", "p4ssword");
    }

    @Test
    void at_most_five_things_are_told_and_long_names_are_cut() {
        String many = "[" + "1,".repeat(99) + "1]";
        assertThat(schema("{\"items\": {\"type\": \"string\"}}")
                        .refusal(TestRequest.post(many))
                        .detail()
                        .split(";"))
                .hasSize(5);
        String longName = "{\"" + "x".repeat(10_000) + "\": 1}";
        assertThat(schema("{\"additionalProperties\": false}")
                        .refusal(TestRequest.post(longName))
                        .detail())
                .hasSizeLessThan(600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "nonsense", "{\"a\": 1", "{\"a\": 1} {}", "[1, 2,]", "{'a': 1}"})
    void what_is_no_json_does_not_fit(String payload) {
        Configured blob = configured("{\"data_type\": \"blob\", \"json_schema\": {}}");
        assertThat(blob.refusal(TestRequest.post(payload)).status()).isEqualTo(422);
    }

    @Test
    void what_is_in_another_encoding_is_no_json() {
        Configured blob = configured("{\"data_type\": \"blob\", \"json_schema\": {}}");
        blob.refusal(TestRequest.post("{\"a\": 1}".getBytes(StandardCharsets.UTF_16)));
        blob.refusal(TestRequest.post(new byte[] {'"', (byte) 0xFF, '"'}));
        blob.acceptance(TestRequest.post("\"é\""));
    }

    @Test
    void a_name_that_stands_there_twice_leaves_a_doubt_and_does_not_fit() {
        assertThat(detail("{\"id\": \"ord_1\", \"items\": [{}], \"id\": 7}")).contains("cannot be read without doubt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e308", "123456789012345678901234567890", "0.1e-400", "-0"})
    void numbers_of_any_size_get_an_answer(String number) {
        schema("{\"type\": \"number\"}").acceptance(TestRequest.post(number));
        verdictOf(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e999", "1e999999999"})
    void a_number_beyond_all_doubles_is_no_number_that_fits(String number) {
        schema("{\"type\": \"number\"}").refusal(TestRequest.post(number));
        verdictOf(number);
    }

    private static void verdictOf(String number) {
        Verdict verdict = schema("{\"multipleOf\": 0.01, \"uniqueItems\": true, \"maximum\": 5}")
                .judge(TestRequest.post(number));
        assertThat(verdict).isInstanceOfAny(Verdict.Accept.class, Verdict.Reject.class);
    }

    @Test
    void without_a_draft_it_is_draft_7() {
        // In draft 7 a $ref hides what stands beside it.
        String beside =
                "{\"definitions\": {\"any\": {}}, \"properties\": {\"a\": {\"$ref\": \"#/definitions/any\", \"type\": \"string\"}}}";
        schema(beside).acceptance(TestRequest.post("{\"a\": 1}"));
        schema("{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", " + beside.substring(1))
                .refusal(TestRequest.post("{\"a\": 1}"));
    }

    @Test
    void a_schema_may_be_true_or_false() {
        schema("true").acceptance(TestRequest.post("{}"));
        assertThat(schema("false").refusal(TestRequest.post("{}")).status()).isEqualTo(422);
    }

    @Test
    void formats_are_noted_and_checked_on_demand() {
        String own = "{\"properties\": {\"at\": {\"format\": \"date-time\"}, \"by\": {\"format\": \"email\"}}}";
        TestRequest wrong = TestRequest.post("{\"at\": \"yesterday\", \"by\": \"nobody\"}");
        schema(own).acceptance(wrong);
        for (String draft : List.of(
                "",
                "\"$schema\": \"https://json-schema.org/draft/2019-09/schema\", ",
                "\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", ")) {
            Configured strict =
                    configured("{\"json_schema\": {\"formats\": true, \"schema\": {" + draft + own.substring(1) + "}}");
            assertThat(strict.refusal(wrong).detail()).contains("/at: ", "/by: ");
            strict.acceptance(TestRequest.post("{\"at\": \"2026-03-01T12:00:00Z\", \"by\": \"a@example.com\"}"));
        }
    }

    @Test
    void a_ref_finds_a_schema_that_is_configured_beside() {
        Configured guard = configured("""
                {"json_schema": {
                  "schema": {"properties": {"to": {"$ref": "https://example.com/address.json#/definitions/zip"}}},
                  "schemas": {"https://example.com/address.json": {"definitions": {"zip": {"pattern": "^[0-9]{5}$"}}}}}}""");
        guard.acceptance(TestRequest.post("{\"to\": \"12345\"}"));
        assertThat(guard.refusal(TestRequest.post("{\"to\": \"1234\"}")).detail())
                .contains("/to: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/schema.json",
                "https://example.com/other.json",
                "file:/etc/hostname",
                "classpath:draft-04/schema",
                "resource:/draft-04/schema",
                "urn:example:none",
                "#/definitions/none"
            })
    void a_ref_to_anything_else_is_never_followed(String uri) {
        assertThat(errors("{\"json_schema\": {\"properties\": {\"a\": {\"$ref\": \"" + uri + "\"}}}}"))
                .singleElement()
                .asString()
                .contains("json_schema", "cannot be used");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\": \"strin\"}|at \"/type\"",
                "{\"properties\": {\"a\": {\"minimum\": \"1\"}}}|at \"/properties/a/minimum\"",
                "{\"required\": \"id\"}|at \"/required\"",
                "{\"pattern\": \"(\"}|pattern",
                "{\"patternProperties\": {\"[\": {}}}|pattern",
                "{\"$schema\": \"http://json-schema.org/draft-04/schema#\"}|another draft than 7, 2019-09 and 2020-12",
                "{\"$schema\": \"https://json-schema.org/draft/2020-21/schema\"}|another draft",
                "7|is no schema",
                "[]|is no schema",
                "\"type\"|is no schema",
                "{\"schema\": {}, \"format\": true}|did you mean \"formats\"?",
                "{\"schema\": {}, \"schemas\": []}|is no object",
                "{\"schema\": {}, \"schemas\": {\"address\": {}}}|is no URI",
                "{\"schema\": {\"type\": 1}}|json_schema.schema"
            })
    void a_schema_that_is_wrong_keeps_the_gateway_from_starting(String schema, String message) {
        assertThat(errors("{\"json_schema\": " + schema + "}").toString()).contains(message);
    }

    @Test
    void words_that_json_schema_does_not_have_are_passed_over_as_it_says() {
        assertThat(errors("{\"json_schema\": {\"x-owner\": \"shop\", \"properties\": {\"a\": {\"example\": 1}}}}"))
                .isEmpty();
    }

    @Test
    void a_pattern_cannot_be_made_to_run_for_ever() {
        Configured guard = schema("{\"items\": {\"pattern\": \"^(([a-z])+.)+[A-Z]\\\\2$\"}}");
        long start = System.nanoTime();
        Verdict.Reject refusal =
                guard.refusal(TestRequest.post("[" + ("\"" + "a".repeat(60) + "\",").repeat(50) + "1]"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.detail()).contains("too much work");
        assertThat(refusal.cause()).contains("costly pattern");
        guard.acceptance(TestRequest.post("[\"abAa\"]"));
    }

    @Test
    void a_pattern_that_recurses_in_java_overflows_no_stack() {
        Configured guard = schema("{\"pattern\": \"^(a|b)*$\"}");
        assertThat(guard.refusal(TestRequest.post("\"" + "ab".repeat(200_000) + "\""))
                        .detail())
                .contains("too much work");
    }

    @Test
    void look_ahead_and_back_references_work() {
        Configured guard = schema("{\"pattern\": \"^(?!.*\\\\s$)(\\\\w)\\\\1.*$\"}");
        guard.acceptance(TestRequest.post("\"aab\""));
        guard.refusal(TestRequest.post("\"aab \""));
        guard.refusal(TestRequest.post("\"aab\\n\""));
    }

    @Test
    void a_schema_that_branches_at_each_level_cannot_be_made_to_run_for_ever() {
        Configured guard = schema("""
                {"definitions": {"tree": {"anyOf": [
                  {"properties": {"a": {"$ref": "#/definitions/tree"}, "b": {"type": "string"}}, "required": ["b"]},
                  {"properties": {"a": {"$ref": "#/definitions/tree"}, "c": {"type": "string"}}, "required": ["c"]}]}},
                 "$ref": "#/definitions/tree"}""");
        String deep = "{\"a\": ".repeat(45) + "{}" + "}".repeat(45);
        long start = System.nanoTime();
        assertThat(guard.refusal(TestRequest.post(deep)).detail()).contains("too much work");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void a_schema_that_refers_to_itself_without_an_end_has_an_end() {
        Verdict verdict = schema(
                        "{\"definitions\": {\"a\": {\"allOf\": [{\"$ref\": \"#/definitions/a\"}]}}, \"allOf\": [{\"$ref\": \"#/definitions/a\"}]}")
                .judge(TestRequest.post("{}"));
        assertThat(verdict).isInstanceOf(Verdict.Reject.class);
    }

    @Test
    void texts_of_one_hash_do_not_make_unique_items_slow() {
        StringBuilder items = new StringBuilder("[");
        for (int i = 0; i < 1 << 15; i++) {
            items.append('"');
            for (int bit = 0; bit < 15; bit++) {
                items.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            items.append("\",");
        }
        Configured guard = schema("{\"uniqueItems\": true}");
        long start = System.nanoTime();
        guard.acceptance(TestRequest.post(items + "0]"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        guard.refusal(TestRequest.post(items + "\"" + "BB".repeat(15) + "\"]"));
    }

    @Property(tries = 200)
    void items_are_unique_when_no_two_are_equal(
            @ForAll @Size(max = 8) List<@IntRange(max = 5) Integer> numbers, @ForAll boolean wrapped) {
        String items = String.join(
                ",",
                numbers.stream()
                        .map(number -> wrapped ? "{\"a\": " + number + ".0, \"b\": [" + number + "]}" : number + "e0")
                        .toList());
        Verdict verdict = schema("{\"uniqueItems\": true}").judge(TestRequest.post("[" + items + "]"));
        assertThat(verdict instanceof Verdict.Accept)
                .isEqualTo(numbers.stream().distinct().count() == numbers.size());
    }

    @Test
    void when_too_many_payloads_wait_the_sender_is_told_to_come_again() {
        PayloadChecks full = new PayloadChecks(_ -> {
            throw new RejectedExecutionException();
        });
        Configured busy = Configured.from(new JsonSchemaFactory(full), ORDER);
        assertThat(busy.judge(TestRequest.post("{}")))
                .isInstanceOfSatisfying(
                        Verdict.Unavailable.class,
                        unavailable -> assertThat(unavailable.reason()).isEqualTo("json_schema_busy"));
    }

    @Test
    void it_is_judged_on_another_thread_than_the_event_loops() {
        Configured guard = Configured.from(new JsonSchemaFactory(PayloadChecks.onEachCore()), ORDER);
        assertThat(guard.judge(TestRequest.post("{}"))).isInstanceOf(Verdict.Reject.class);
    }

    @Property(tries = 300)
    void no_change_of_one_byte_makes_a_payload_fit_that_must_be_just_so(
            @ForAll @IntRange(max = 29) int at, @ForAll byte value) {
        byte[] right = "{\"a\":\"bcdefghijklmnopqrstuvwx\"}".getBytes(StandardCharsets.UTF_8);
        byte[] changed = right.clone();
        changed[at] = value;
        Configured guard = configured(
                "{\"data_type\": \"blob\", \"json_schema\": {\"const\": {\"a\": \"bcdefghijklmnopqrstuvwx\"}}}");
        boolean same = changed[at] == right[at];
        assertThat(guard.judge(TestRequest.post(changed)) instanceof Verdict.Accept)
                .isEqualTo(same);
    }
}
