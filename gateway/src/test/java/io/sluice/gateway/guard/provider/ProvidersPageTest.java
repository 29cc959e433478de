package io.sluice.gateway.guard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page about providers says of each what is true, and shows it. */
final class ProvidersPageTest {
    @ParameterizedTest
    @MethodSource("io.sluice.gateway.guard.provider.Catalogue#providers")
    void each_provider_has_a_row_and_a_section_with_its_sources(Provider provider) throws Exception {
        String page = Files.readString(Path.of("").toAbsolutePath().getParent().resolve("docs/providers.md"));
        ProviderFacts facts = provider.facts();
        assertThat(page.lines()).contains(row(facts));
        String heading = "\n## `" + facts.name() + "`\n";
        assertThat(page).containsOnlyOnce(heading);
        String section = page.substring(page.indexOf(heading)).split("\n## ", 3)[1];
        assertThat(section).contains(facts.title()).contains("\"name\": \"" + facts.name() + "\"");
        assertThat(facts.documentation()).allSatisfy(url -> assertThat(section).contains("(" + url + ")"));
    }

    private static String row(ProviderFacts facts) {
        String event = facts.eventId()
                .map(id -> "`" + id.place() + "`" + (id.source() == EventId.Source.JSON ? " in the body" : ""))
                .orElse("");
        String time =
                facts.tolerance().map(tolerance -> tolerance.toSeconds() + " s").orElse("");
        return "| [`%s`](#%s) | %s | %s | %s |"
                .formatted(facts.name(), facts.name(), facts.proof().replace("|", "\\|"), time, event);
    }
}
