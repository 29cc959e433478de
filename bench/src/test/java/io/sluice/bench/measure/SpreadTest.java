package io.sluice.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void an_odd_number_of_values_has_its_middle_as_median() {
        assertThat(Spread.of(List.of(9, 1, 4), Integer::doubleValue)).isEqualTo(new Spread(4, 1, 9));
    }

    @Test
    void an_even_number_of_values_has_the_mean_of_its_two_middle_ones() {
        assertThat(Spread.of(List.of(9, 1, 4, 2), Integer::doubleValue)).isEqualTo(new Spread(3, 1, 9));
    }

    @Test
    void one_value_is_all_three() {
        assertThat(Spread.of(List.of(7), Integer::doubleValue)).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void nothing_has_no_median() {
        assertThatThrownBy(() -> Spread.of(List.of(), (Integer each) -> each))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
