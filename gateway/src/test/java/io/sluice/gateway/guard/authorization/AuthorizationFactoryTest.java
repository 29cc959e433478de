package io.sluice.gateway.guard.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.MapSection;
import io.sluice.gateway.guard.Standing;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code authorization} may be. */
final class AuthorizationFactoryTest {
    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer ", "  BEARER  "})
    void a_scheme_without_a_token_is_refused_because_anybody_could_send_it(String written) {
        MapSection webhook = MapSection.of(Map.of("authorization", written));
        new AuthorizationFactory(Standing.around()).read("orders", webhook);
        assertThat(webhook.problems()).singleElement().asString().contains("there is no token behind Bearer");
    }

    @Test
    void an_empty_value_that_stands_in_the_file_checks_nothing() {
        MapSection webhook = MapSection.of(Map.of("authorization", ""));
        assertThat(new AuthorizationFactory(Standing.around())
                        .read("orders", webhook)
                        .describe())
                .isEqualTo("no authorization");
        assertThat(webhook.problems()).isEmpty();
    }
}
