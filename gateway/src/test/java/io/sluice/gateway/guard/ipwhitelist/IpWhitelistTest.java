package io.sluice.gateway.guard.ipwhitelist;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IpWhitelistTest extends GuardContract {
    @Override
    protected GuardFactory factory(Surroundings around) {
        return new IpWhitelistFactory();
    }

    @Override
    protected String settings() {
        return "{\"ip_whitelist\": [\"192.0.2.1\", \"198.51.100.0/25\", \"2001:db8:1::/48\"]}";
    }

    @Override
    protected String rotated() {
        return "";
    }

    @Override
    protected List<String> secrets() {
        return List.of("no secret");
    }

    @Override
    protected int status() {
        return 403;
    }

    @Override
    protected TestRequest right() {
        return TestRequest.post("{}").from("192.0.2.1");
    }

    @Override
    protected Map<String, TestRequest> wrong() {
        return Map.of(
                "another address", right().from("192.0.2.2"),
                "behind the block", right().from("198.51.100.128"),
                "of the other family", right().from("2001:db8:2::1"),
                "no address", right().from("unknown"));
    }

    @Override
    protected Stream<TestRequest> mutations() {
        return Stream.of("192.0.2.0", "192.0.3.1", "192.1.2.1", "193.0.2.1").map(right()::from);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"192.0.2.1", "198.51.100.127", "2001:db8:1:ffff::1", "::ffff:192.0.2.1", "2001:DB8:1::%eth0"})
    void an_address_in_the_list_or_in_a_block_of_it_passes(String address) {
        Configured.from(factory(clock.surroundings()), settings()).acceptance(right().from(address));
    }

    @Test
    void an_empty_list_and_what_is_no_address_are_problems() {
        assertThat(Configured.read(factory(clock.surroundings()), "{\"ip_whitelist\": []}")
                        .errors())
                .singleElement()
                .asString()
                .contains("holds no address, so that nobody gets in");
        assertThat(Configured.read(
                                factory(clock.surroundings()),
                                "{\"ip_whitelist\": [\"10.1\", \"010.0.0.1\", \"example.com\", \"10.0.0.0/33\"]}")
                        .errors())
                .hasSize(4);
    }
}
