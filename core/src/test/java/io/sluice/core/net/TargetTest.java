package io.sluice.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    private static Target target(String url) {
        return Target.of(url).orElseThrow();
    }

    @Test
    void a_url_is_taken_apart_once() {
        assertThat(target("HTTPS://Example.COM:8443/a/b?c=d"))
                .isEqualTo(new Target("https", "example.com", 8443, "/a/b?c=d"));
        assertThat(target("http://example.com")).isEqualTo(new Target("http", "example.com", -1, "/"));
        assertThat(target("http://example.com?c")).isEqualTo(new Target("http", "example.com", -1, "/?c"));
        assertThat(target("http://[2606:4700::1111]:81/").host()).isEqualTo("2606:4700::1111");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com/hook",
                "file:///etc/passwd",
                "http:///hook",
                "http://example.com:0/",
                "http://example.com:65536/",
                "http://user:hunter2@example.com/",
                "http://example.com/#fragment",
                "http://example.com/a b",
                "http://example.com/a\r\nX-Evil: 1",
                "http://example.com\\@127.0.0.1/",
                "http://example.com/100%",
                "http://example.com/?a=%zz",
                "http://exam%70le.com/",
                "http://[1:2]/",
                "http://[:::]/",
                "http://[127.0.0.1]/"
            })
    void what_is_no_plain_url_with_a_host_is_refused(String url) {
        assertThat(Target.of(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://0177.0.0.1/",
                "http://127.1/",
                "http://127.0.1/",
                "http://127.0.0.1.1/",
                "http://127.0.0.256/",
                "http://127.0.0.01/",
                "http://017700000001/",
                "http://0/"
            })
    void an_ipv4_address_has_one_spelling(String url) {
        assertThat(target(url).oddlyWritten()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://192.0.2.1/", "http://255.255.255.255/", "http://1.example.com/", "http://0x7f.example/"})
    void a_plain_address_or_name_is_not_odd(String url) {
        assertThat(target(url).oddlyWritten()).isFalse();
    }

    @Test
    void what_is_shown_holds_neither_the_query_nor_the_end_of_the_path() {
        assertThat(target("https://example.com:8443/hooks/T0K3N/B2?key=hunter2"))
                .hasToString("https://example.com:8443/hooks/…");
        assertThat(target("http://[2606:4700::1111]/?key=hunter2")).hasToString("http://[2606:4700::1111]/");
    }
}
