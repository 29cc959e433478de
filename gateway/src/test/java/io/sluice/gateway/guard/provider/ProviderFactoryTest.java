package io.sluice.gateway.guard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.Standing;
import org.junit.jupiter.api.Test;

/** What can be wrong with the settings. */
final class ProviderFactoryTest {
    private static Configured.Read read(String provider) {
        return Configured.read(new ProviderFactory(Standing.around()), "{\"provider\": " + provider + "}");
    }

    @Test
    void an_unknown_provider_is_a_problem_that_names_the_nearest_one() {
        assertThat(read("{\"name\": \"strpe\", \"secret\": \"s\"}").errors())
                .singleElement()
                .asString()
                .contains("provider.name", "there is no provider \"strpe\"", "did you mean \"stripe\"?");
    }

    @Test
    void one_that_is_like_none_gets_the_list() {
        assertThat(read("{\"name\": \"qqqqqqqqqq\", \"secret\": \"s\"}").errors())
                .singleElement()
                .asString()
                .contains("known are", "github", "stripe");
    }

    @Test
    void an_unknown_option_is_a_problem_that_names_the_nearest_one() {
        assertThat(read("{\"name\": \"stripe\", \"secret\": \"s\", \"tolerence\": \"1m\"}")
                        .errors())
                .singleElement()
                .asString()
                .contains("unknown key", "did you mean \"tolerance\"?");
    }

    @Test
    void name_and_secret_are_required() {
        assertThat(read("{}").errors()).anyMatch(line -> line.contains("the key \"name\" is missing"));
        assertThat(read("{\"name\": \"stripe\"}").errors())
                .singleElement()
                .asString()
                .contains("the key \"secret\" is missing");
    }

    @Test
    void a_secret_that_is_not_of_the_providers_form_is_a_problem_that_does_not_show_it() {
        assertThat(read("{\"name\": \"svix\", \"secret\": \"whsec_no base64!\"}")
                        .errors())
                .singleElement()
                .asString()
                .contains("provider.secret", "no text in base64")
                .doesNotContain("no base64!");
        assertThat(read("{\"name\": \"postmark\", \"secret\": \"n0colon\"}").errors())
                .singleElement()
                .asString()
                .contains("provider.secret", "no colon")
                .doesNotContain("n0colon");
    }

    @Test
    void a_tolerance_without_a_time_in_requests_is_a_warning() {
        assertThat(read("{\"name\": \"github\", \"secret\": \"s\", \"tolerance\": \"1m\"}")
                        .warnings())
                .singleElement()
                .asString()
                .contains("has no effect");
    }
}
