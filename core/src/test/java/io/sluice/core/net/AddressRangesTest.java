package io.sluice.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class AddressRangesTest {
    private final AddressRanges ranges = new AddressRanges(List.of("10.1.0.0/20", "192.0.2.7", "2001:db8::/33"));

    @Test
    void a_block_holds_its_addresses_and_no_others() {
        assertThat(ranges.holds("10.1.15.255")).isTrue();
        assertThat(ranges.holds("10.1.16.0")).isFalse();
        assertThat(ranges.holds("192.0.2.7")).isTrue();
        assertThat(ranges.holds("192.0.2.8")).isFalse();
        assertThat(ranges.holds("2001:db8:7fff::1")).isTrue();
        assertThat(ranges.holds("2001:db8:8000::1")).isFalse();
    }

    @Test
    void an_ipv4_address_written_as_ipv6_and_a_zone_make_no_difference() {
        assertThat(ranges.holds("::ffff:10.1.0.1")).isTrue();
        assertThat(new AddressRanges(List.of("fe80::/10")).holds("fe80::1%1")).isTrue();
    }

    @Test
    void what_is_no_address_lies_in_no_block_and_two_lists_can_be_one() {
        assertThat(ranges.holds("unknown")).isFalse();
        assertThat(ranges.holds("10.1")).isFalse();
        AddressRanges both = ranges.and(new AddressRanges(List.of("198.51.100.1")));
        assertThat(both.holds("198.51.100.1") && both.holds("192.0.2.7")).isTrue();
        assertThat(AddressRanges.NONE.and(ranges).toString()).isEqualTo("10.1.0.0/20, 192.0.2.7, 2001:db8::/33");
    }

    @Test
    void what_is_no_block_is_named() {
        assertThatThrownBy(() -> new AddressRanges(List.of("10.0.0.0/33"))).hasMessageContaining("10.0.0.0/33");
        assertThatThrownBy(() -> new AddressRanges(List.of("example.com"))).hasMessageContaining("example.com");
    }
}
