package io.sluice.core.masking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.config.CredentialCleanup;
import io.sluice.core.config.CredentialCleanup.Mode;
import io.sluice.core.event.Event;
import io.sluice.core.event.EventId;
import io.sluice.core.event.Header;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialMaskTest {
    private final CredentialMask mask = new CredentialMask(CredentialCleanup.DEFAULT);
    private final CredentialMask remover =
            new CredentialMask(new CredentialCleanup(true, Mode.REMOVE, List.of("IBAN", "Пароль")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "passwd",
                "pwd",
                "secret",
                "api_secret",
                "client_secret",
                "token",
                "api_key",
                "apikey",
                "access_token",
                "refresh_token",
                "authorization",
                "auth",
                "credential",
                "credentials",
                "private_key",
                "privatekey",
                "bearer",
                "x-api-key",
                "x-auth-token",
                "x-access-token",
                "session_id",
                "sessionid",
                "session_token",
                "csrf_token",
                "csrf",
                "oauth_token",
                "oauth_secret",
                "consumer_secret",
                "token_secret",
                "PassWord",
                "TOKEN",
                "X-API-Key",
                "pa\\u0073sword",
                "\\u0070\\u0077\\u0064",
                "to\\u212Aen",
                "to\u212Aen",
                "\\u017Fecret",
                "\u017fecret"
            })
    void every_name_of_the_list_is_masked_in_any_case_and_spelling(String name) {
        assertThat(masked("{\"a\":1,\"" + name + "\":\"x\"}"))
                .isEqualTo("{\"a\":1,\"" + name + "\":\"***REDACTED***\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"token\" : 12.5e3 , \"a\":1} | {\"token\" : \"***REDACTED***\" , \"a\":1}",
                "{\"token\":null} | {\"token\":\"***REDACTED***\"}",
                "{\"token\":true,\"b\":[]} | {\"token\":\"***REDACTED***\",\"b\":[]}",
                "{\"token\":[1,{\"a\":\"]}\"}],\"b\":2} | {\"token\":\"***REDACTED***\",\"b\":2}",
                "{\"auth\":{\"user\":\"u\",\"x\":{}}} | {\"auth\":\"***REDACTED***\"}",
                "{\"token\":\"a\\\"b\\\\\"} | {\"token\":\"***REDACTED***\"}",
                "[{\"a\":{\"token\":1}},{\"pwd\":2}] | [{\"a\":{\"token\":\"***REDACTED***\"}},{\"pwd\":\"***REDACTED***\"}]",
                "{\"token\":1,\"token\":2} | {\"token\":\"***REDACTED***\",\"token\":\"***REDACTED***\"}"
            })
    void a_value_of_any_type_is_masked_whole(String document, String expected) {
        assertThat(masked(document)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}", "[]", "\"token\"", "[\"token\",\"password\"]", "{\"a\":\"token\"}", "{\"a\":\"\\\"token\\\":1\"}",
                "{\"tokens\":1,\"my_token\":2,\"\":3}", "{\"a\":\"password: x\"}", "", " ", "not json",
                        "{\"ключ\":\"token\"}"
            })
    void a_document_without_credentials_is_returned_as_the_same_array(String document) {
        byte[] bytes = document.getBytes(UTF_8);
        assertThat(mask.json(bytes)).isSameAs(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"token\":",
                "{\"token\":1",
                "{\"token\"",
                "{\"token\": }",
                "{\"token\":[1}",
                "\"token\":1",
                "{\"token\":\"a",
                "\"\\",
                "{\"token\":1} tail",
                "{\"token\":tru}",
                "{{\"token\":1}}"
            })
    void what_is_not_json_is_returned_as_the_same_array(String document) {
        byte[] bytes = document.getBytes(UTF_8);
        assertThat(mask.json(bytes)).isSameAs(bytes);
        assertThat(remover.json(bytes)).isSameAs(bytes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"token\":1} | {}",
                "{ \"token\" : 1 } | {  }",
                "{\"token\":1,\"a\":2} | {\"a\":2}",
                "{\"a\":2 , \"token\":1} | {\"a\":2 }",
                "{\"a\":2,\"token\":1,\"b\":3} | {\"a\":2,\"b\":3}",
                "{\"a\":2,\"token\":1,\"pwd\":{\"x\":[]}} | {\"a\":2}",
                "{\"token\":1,\"pwd\":2,\"iban\":3} | {}",
                "[{\"token\":1},{\"пароль\":\"x\",\"b\":{\"Iban\":3}}] | [{},{\"b\":{}}]"
            })
    void removal_takes_the_member_and_one_comma(String document, String expected) {
        assertThat(new String(remover.json(document.getBytes(UTF_8)), UTF_8)).isEqualTo(expected);
    }

    @Test
    void depth_costs_no_stack() {
        int deep = 1_000_000;
        String document =
                "[".repeat(deep) + "{\"token\":" + "[".repeat(deep) + "]".repeat(deep) + "}" + "]".repeat(deep);
        assertThat(masked(document)).isEqualTo("[".repeat(deep) + "{\"token\":\"***REDACTED***\"}" + "]".repeat(deep));
    }

    @Test
    void header_names_are_those_of_members_with_hyphens_and_the_cookies() {
        List<Header> headers = List.of(
                new Header("Host", "h"),
                new Header("AUTHORIZATION", "Bearer x"),
                new Header("Cookie", "a=b"),
                new Header("Set-Cookie", "a=b"),
                new Header("Proxy-Authorization", "Basic x"),
                new Header("Api-Key", "k"),
                new Header("X-Tokens", "1"));
        assertThat(mask.headers(headers))
                .containsExactly(
                        new Header("Host", "h"),
                        new Header("AUTHORIZATION", "***REDACTED***"),
                        new Header("Cookie", "***REDACTED***"),
                        new Header("Set-Cookie", "***REDACTED***"),
                        new Header("Proxy-Authorization", "***REDACTED***"),
                        new Header("Api-Key", "***REDACTED***"),
                        new Header("X-Tokens", "1"));
        assertThat(remover.headers(headers)).containsExactly(new Header("Host", "h"), new Header("X-Tokens", "1"));
    }

    @Test
    void headers_without_credentials_are_returned_as_the_same_list() {
        List<Header> headers = List.of(new Header("Host", "h"), new Header("Content-Type", "application/json"));
        assertThat(mask.headers(headers)).isSameAs(headers);
    }

    @Test
    void headers_become_a_json_object_with_names_in_lower_case_and_repeats_joined() {
        assertThat(json(
                        mask,
                        new Header("Host", "example.com"),
                        new Header("Accept", "a"),
                        new Header("Cookie", "one"),
                        new Header("ACCEPT", "b"),
                        new Header("cookie", "two")))
                .isEqualTo("{\"host\":\"example.com\",\"accept\":\"a, b\",\"cookie\":\"***REDACTED***\"}");
        assertThat(json(mask)).isEqualTo("{}");
        assertThat(json(remover, new Header("Cookie", "x"))).isEqualTo("{}");
        assertThat(json(remover, new Header("Cookie", "x"), new Header("IBAN", "y"), new Header("A", "")))
                .isEqualTo("{\"a\":\"\"}");
    }

    @Test
    void header_values_are_escaped_and_written_as_utf8() {
        assertThat(json(mask, new Header("a", "q\"b\\s/\t\u0001\u007fé€🏠\uD800x\uDC00")))
                .isEqualTo("{\"a\":\"q\\\"b\\\\s/\\u0009\\u0001\u007fé€🏠?x?\"}");
    }

    @Test
    void a_cleaned_event_has_clean_headers_and_body_and_is_otherwise_the_same() {
        Event event = new Event(
                new EventId(1, 2),
                "orders",
                "ns",
                3,
                "127.0.0.1",
                "application/json",
                List.of(new Header("Authorization", "x"), new Header("Host", "h")),
                "{\"token\":1}".getBytes(UTF_8));
        Event clean = remover.clean(event);
        assertThat(clean.headers()).containsExactly(new Header("Host", "h"));
        assertThat(clean.body()).asString(UTF_8).isEqualTo("{}");
        assertThat(clean)
                .usingRecursiveComparison()
                .ignoringFields("headers", "body")
                .isEqualTo(event);
    }

    private String masked(String document) {
        return new String(mask.json(document.getBytes(UTF_8)), UTF_8);
    }

    private static String json(CredentialMask mask, Header... headers) {
        return new String(mask.headersAsJson(List.of(headers)), UTF_8);
    }
}
