package io.sluice.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a name leads to is looked at when the connection is made, so a name that changes its address gains nothing. */
class CheckedLookupTest {
    private static final AddressRule STRICT = AddressRule.of(Map.of());

    private static InetAddress[] resolve(AddressRule rule, String... addresses) throws Exception {
        InetAddress[] found = new InetAddress[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            found[i] = InetAddress.ofLiteral(addresses[i]);
        }
        return new CheckedLookup(rule, _ -> found).resolve("example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "169.254.169.254",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fd00:ec2::254",
                "fc00::1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::1",
                "ff02::1"
            })
    void a_name_that_leads_into_ones_own_network_is_not_connected_to(String address) {
        assertThatThrownBy(() -> resolve(STRICT, address))
                .isInstanceOf(AddressRefused.class)
                .hasMessageContaining("example.com")
                .hasMessageContaining("allowed_hosts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "172.32.0.1", "100.128.0.1", "11.0.0.1", "2606:4700::1111"})
    void the_public_internet_is(String address) throws Exception {
        assertThat(resolve(STRICT, address)).hasSize(1);
    }

    @Test
    void of_several_addresses_only_public_ones_are_used() throws Exception {
        assertThat(resolve(STRICT, "10.0.0.1", "93.184.216.34", "::1"))
                .containsExactly(InetAddress.ofLiteral("93.184.216.34"));
    }

    @Test
    void the_operator_may_permit_private_addresses_and_never_those_of_metadata() throws Exception {
        AddressRule permitted = AddressRule.of(Map.of("ALLOW_PRIVATE_IP_CONNECTIONS", "true"));

        assertThat(resolve(permitted, "10.0.0.1", "127.0.0.1")).hasSize(2);
        assertThatThrownBy(() -> resolve(permitted, "169.254.169.254")).isInstanceOf(AddressRefused.class);
    }
}
