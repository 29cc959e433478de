package io.sluice.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> KNOWN = List.of("module", "module-config", "retry", "rate_limit", "url");

    @ParameterizedTest
    @CsvSource({
        "modul, module",
        "Module, module",
        "module_config, module-config",
        "rtery, retry",
        "ratelimit, rate_limit",
        "ulr, url",
        "limit, rate_limit"
    })
    void the_name_that_was_meant_is_found(String written, String meant) {
        assertThat(NearestName.of(written, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"hmac", "x", "queue_name", "''"})
    void a_name_far_from_all_has_no_nearest(String written) {
        assertThat(NearestName.of(written, KNOWN)).isEmpty();
    }
}
