package io.sluice.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.net.AddressBlock.Use;
import java.net.InetAddress;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {
    private static final AddressRule STRICT = AddressRule.of(Map.of());

    private static boolean refused(AddressRule rule, String address) {
        return rule.refusal(InetAddress.ofLiteral(address)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "9.255.255.255, 10.0.0.0, 10.255.255.255, 11.0.0.0",
        "172.15.255.255, 172.16.0.0, 172.31.255.255, 172.32.0.0",
        "192.167.255.255, 192.168.0.0, 192.168.255.255, 192.169.0.0",
        "126.255.255.255, 127.0.0.0, 127.255.255.255, 128.0.0.0",
        "100.63.255.255, 100.64.0.0, 100.127.255.255, 100.128.0.0",
        "169.253.255.255, 169.254.0.0, 169.254.255.255, 169.255.0.0",
        "198.17.255.255, 198.18.0.0, 198.19.255.255, 198.20.0.0"
    })
    void a_block_ends_where_its_registry_says(String before, String first, String last, String after) {
        assertThat(refused(STRICT, before)).isFalse();
        assertThat(refused(STRICT, first)).isTrue();
        assertThat(refused(STRICT, last)).isTrue();
        assertThat(refused(STRICT, after)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2001:db8::1", "2002:a00:1::", "2001::1", "64:ff9b::a00:1", "::7f00:1", "fec0::1", "ff0e::1"})
    void forms_of_ipv6_that_can_carry_another_address_are_refused(String address) {
        assertThat(refused(STRICT, address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"64:ff9b::a00:1", "fe80::1", "10.0.0.1", "169.254.169.254", "::1", "203.0.113.1"})
    void a_host_that_is_named_as_allowed_has_no_forbidden_address(String address) {
        assertThat(refused(new AddressRule(Set.of(Use.values())), address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "YES", " on "})
    void loopback_can_be_permitted_alone(String value) {
        AddressRule rule = AddressRule.of(Map.of("ALLOW_LOCALHOST_FOR_TESTS", value));

        assertThat(refused(rule, "127.0.0.1")).isFalse();
        assertThat(refused(rule, "::1")).isFalse();
        assertThat(refused(rule, "10.0.0.1")).isTrue();
        assertThat(refused(rule, "169.254.169.254")).isTrue();
    }

    @Test
    void a_word_that_does_not_say_yes_permits_nothing() {
        assertThat(AddressRule.of(Map.of("ALLOW_PRIVATE_IP_CONNECTIONS", "false", "ALLOW_LOCALHOST_FOR_TESTS", "")))
                .isEqualTo(STRICT);
    }
}
