package io.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The fields of a request say the same as those of the decoder of Vert.x would. */
final class RequestFieldsTest {
    private static final List<String> NAMES = List.of("Host", "host", "X-A", "x-a", "Content-Length", "Connection");

    /** One thing that is done to the fields. */
    record Step(String kind, String name, String value) {
        void on(HttpHeaders fields) {
            switch (kind) {
                case "set" -> fields.set(new AsciiString(name), value);
                case "remove" -> fields.remove(new AsciiString(name));
                default -> fields.add(new AsciiString(name), value);
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<String> kinds = Arbitraries.of("add", "add", "add", "add", "remove");
        Arbitrary<String> values = Arbitraries.of("", "a", "A", "b", "close", "Close", "7");
        return kinds.flatMap(kind ->
                        Arbitraries.of(NAMES).flatMap(name -> values.map(value -> new Step(kind, name, value))))
                .list()
                .ofMaxSize(40);
    }

    @Property
    void they_say_what_those_of_vertx_say(@ForAll("steps") List<Step> steps) {
        RequestFields ours = new RequestFields();
        Http1xHeaders theirs = Http1xHeaders.httpHeaders();
        for (Step step : steps) {
            step.on(ours);
            step.on(theirs);
        }
        assertThat(ours.isEmpty()).isEqualTo(theirs.isEmpty());
        assertThat(ours.names()).isEqualTo(theirs.names());
        assertThat(text(ours)).isEqualTo(text(theirs));
        for (String name : NAMES) {
            assertThat(ours.get(name)).isEqualTo(theirs.get(name));
            assertThat(ours.getAll(name)).isEqualTo(theirs.getAll(name));
            assertThat(ours.contains(name)).isEqualTo(theirs.contains(name));
            assertThat(ours.contains(name, "close", true)).isEqualTo(theirs.contains(name, "close", true));
            assertThat(ours.contains(name, "a", false)).isEqualTo(theirs.contains(name, "a", false));
        }
        assertThat(ours.namesAndValues()).hasSize(2 * ours.size());
    }

    private static String text(HttpHeaders fields) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> field : fields.entries()) {
            text.append(field.getKey()).append(": ").append(field.getValue()).append('\n');
        }
        return text.toString();
    }

    @Test
    void a_field_that_is_set_stands_there_once_where_the_first_stood() {
        RequestFields fields = new RequestFields();
        fields.add("A", "1").add("B", "2").add("a", "3");
        fields.set("A", 4L);
        assertThat(fields.namesAndValues()).containsExactly("A", "4", "B", "2");
    }

    @Test
    void what_is_no_name_and_no_value_is_refused() {
        RequestFields fields = new RequestFields();
        assertThatThrownBy(() -> fields.add("a b", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fields.add("a", "\u0001")).isInstanceOf(IllegalArgumentException.class);
        assertThat(fields.isEmpty()).isTrue();
    }
}
