package io.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.net.AddressRanges;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a request comes from when proxies stand in between. */
final class TrustedProxiesTest {
    private final TrustedProxies proxies = new TrustedProxies(new AddressRanges(List.of("10.0.0.0/8", "fd00::/8")));

    private Sender sender(String peer, String... fields) {
        return proxies.sender(peer, fields);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "192.0.2.7 | 192.0.2.7",
                "1.1.1.1, 192.0.2.7 | 192.0.2.7",
                "1.1.1.1, 192.0.2.7, 10.0.0.2 | 192.0.2.7",
                "10.9.9.9, 10.0.0.2 | 10.9.9.9",
                "192.0.2.7:4711 | 192.0.2.7",
                "2001:db8::7 | 2001:db8:0:0:0:0:0:7",
                "[2001:db8::7]:443 | 2001:db8:0:0:0:0:0:7",
                "192.0.2.7, fd00::1 | 192.0.2.7",
                "192.0.2.7, unknown | 10.0.0.1",
                "192.0.2.7, 10.2 | 10.0.0.1",
                "'' | 10.0.0.1"
            })
    void x_forwarded_for_is_read_from_the_right_up_to_the_first_untrusted_hop(String field, String expected) {
        assertThat(sender("10.0.0.1", "X-Forwarded-For", field).address()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "for=192.0.2.7 | 192.0.2.7",
                "For=\"[2001:db8::7]:4711\";proto=https | 2001:db8:0:0:0:0:0:7",
                "for=1.1.1.1;by=10.0.0.9, for=192.0.2.7;proto=http;host=a, for=10.0.0.2 | 192.0.2.7",
                "for=\"1.1.1.1, for=2.2.2.2\", for=192.0.2.7 | 192.0.2.7",
                "for=_hidden | 10.0.0.1",
                "for=unknown | 10.0.0.1",
                "proto=https | 10.0.0.1"
            })
    void so_is_forwarded_of_rfc_7239(String field, String expected) {
        assertThat(sender("10.0.0.1", "Forwarded", field).address()).isEqualTo(expected);
    }

    @Test
    void lines_of_a_field_are_one_list() {
        assertThat(sender("10.0.0.1", "X-Forwarded-For", "1.1.1.1", "x-forwarded-for", "192.0.2.7, 10.0.0.3")
                        .address())
                .isEqualTo("192.0.2.7");
    }

    @Test
    void nobody_is_believed_who_is_no_trusted_proxy() {
        Sender sender = sender("192.0.2.1", "X-Forwarded-For", "10.0.0.1", "X-Forwarded-Proto", "https");
        assertThat(sender).isEqualTo(new Sender("192.0.2.1", "", ""));
        assertThat(new TrustedProxies(AddressRanges.NONE)
                        .sender("10.0.0.1", new String[] {"X-Forwarded-For", "1.1.1.1"}))
                .isEqualTo(new Sender("10.0.0.1", "", ""));
    }

    @Test
    void two_fields_that_contradict_each_other_are_not_believed() {
        assertThat(sender("10.0.0.1", "X-Forwarded-For", "192.0.2.7", "Forwarded", "for=1.1.1.1")
                        .address())
                .isEqualTo("10.0.0.1");
        assertThat(sender("10.0.0.1", "X-Forwarded-For", "192.0.2.7", "Forwarded", "for=192.0.2.7")
                        .address())
                .isEqualTo("192.0.2.7");
    }

    @Test
    void the_proxy_says_what_url_was_called() {
        assertThat(sender(
                        "10.0.0.1",
                        "X-Forwarded-For",
                        "192.0.2.7",
                        "X-Forwarded-Proto",
                        "HTTPS",
                        "X-Forwarded-Host",
                        "hooks.example.com:8443"))
                .isEqualTo(new Sender("192.0.2.7", "https", "hooks.example.com:8443"));
        assertThat(sender(
                        "10.0.0.1", "Forwarded", "for=192.0.2.7;proto=https;host=\"hooks.example.com\", for=10.0.0.2"))
                .isEqualTo(new Sender("192.0.2.7", "https", "hooks.example.com"));
        assertThat(sender("10.0.0.1", "X-Forwarded-Proto", "gopher", "X-Forwarded-Host", "a/b@c"))
                .isEqualTo(new Sender("10.0.0.1", "", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // X-Forwarded-Proto, -Host and -Port, the field Host, and what was called
                "https | - | 8443 | hooks.example.com | hooks.example.com:8443",
                "https | - | 8443 | hooks.example.com:8000 | hooks.example.com:8443",
                "https | - | 443 | hooks.example.com:8000 | hooks.example.com",
                "http | - | 443 | hooks.example.com | hooks.example.com:443",
                "- | - | 80 | hooks.example.com | hooks.example.com",
                "https | hooks.example.com | 8443 | 10.0.0.9:8000 | hooks.example.com:8443",
                "https | hooks.example.com:9443 | 8443 | 10.0.0.9:8000 | hooks.example.com:9443",
                "https | hooks.example.com:443 | 8443 | 10.0.0.9:8000 | hooks.example.com:443",
                "https | [2001:db8::1] | 8443 | h | [2001:db8::1]:8443",
                "https | - | 8443 | [2001:db8::1]:8000 | [2001:db8::1]:8443",
                "https | - | 8443, 8000 | hooks.example.com | hooks.example.com:8443",
                "https | - | 0 | hooks.example.com:8000 | hooks.example.com:8000",
                "https | - | 65536 | hooks.example.com:8000 | hooks.example.com:8000",
                "https | - | 0443 | hooks.example.com:8000 | hooks.example.com:8000",
                "https | - | 8443/x | hooks.example.com:8000 | hooks.example.com:8000",
                "https | - | 8443 | '' | ''"
            })
    void the_proxy_says_what_port_was_called(String scheme, String authority, String port, String host, String called) {
        List<String> fields = new ArrayList<>(List.of("X-Forwarded-Port", port));
        if (scheme != null) {
            fields.addAll(List.of("X-Forwarded-Proto", scheme));
        }
        if (authority != null) {
            fields.addAll(List.of("X-Forwarded-Host", authority));
        }
        String[] all = fields.toArray(String[]::new);
        assertThat(sender("10.0.0.1", all).authority(scheme == null ? "http" : scheme, host))
                .isEqualTo(called);
        assertThat(sender("192.0.2.1", all).authority("http", host)).isEqualTo(host);
    }

    @Test
    void a_port_apart_does_not_change_what_forwarded_says() {
        String[] fields = {"Forwarded", "for=192.0.2.7;host=\"hooks.example.com:9443\"", "X-Forwarded-Port", "8443"};
        assertThat(sender("10.0.0.1", fields).authority("https", "h")).isEqualTo("hooks.example.com:9443");
        fields[1] = "for=192.0.2.7;host=hooks.example.com";
        assertThat(sender("10.0.0.1", fields).authority("https", "h")).isEqualTo("hooks.example.com");
        fields[1] = "for=192.0.2.7;proto=https";
        assertThat(sender("10.0.0.1", fields).authority("https", "h")).isEqualTo("h:8443");
    }
}
