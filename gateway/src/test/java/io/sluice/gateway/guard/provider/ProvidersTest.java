package io.sluice.gateway.guard.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sluice.core.plugin.SecretMatch;
import io.sluice.core.plugin.Taken;
import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.replay.Claim;
import io.sluice.gateway.guard.replay.LocalSeen;
import io.sluice.gateway.guard.replay.Seen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every provider, shown with the requests that it, its SDK or its description says are right. */
final class ProvidersTest {
    private static final String CATALOGUE = "io.sluice.gateway.guard.provider.Catalogue#cases";

    @ParameterizedTest
    @MethodSource(CATALOGUE)
    void a_request_that_the_provider_published_passes(Catalogue.Case right) {
        right.guard().acceptance(right.request());
    }

    @ParameterizedTest
    @MethodSource(CATALOGUE)
    void a_request_that_differs_in_one_byte_that_is_proven_does_not(Catalogue.Case right) {
        Configured guard = right.guard();
        TestRequest request = right.request();
        Stream<TestRequest> headers =
                Catalogue.headers(request).stream().flatMap(name -> request.headerMutations(name).stream());
        Stream<TestRequest> bodies =
                right.provider().facts().provesBody() ? sample(request.bodyMutations()).stream() : Stream.of();
        Stream.concat(headers, bodies)
                .forEach(changed -> assertThat(guard.judge(changed))
                        .as(changed.toString())
                        .isNotInstanceOfAny(Verdict.Accept.class, Verdict.Answered.class));
    }

    /** Of a long body about 500, the last ones among them. */
    private static List<TestRequest> sample(List<TestRequest> mutations) {
        int step = Math.max(1, mutations.size() / 500);
        return Stream.concat(
                        Stream.iterate(0, i -> i < mutations.size(), i -> i + step)
                                .map(mutations::get),
                        mutations.subList(mutations.size() - 2, mutations.size()).stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource(CATALOGUE)
    void a_header_that_is_missing_empty_or_repeated_is_refused_without_telling_the_secret(Catalogue.Case right) {
        Configured guard = right.guard();
        for (String name : Catalogue.headers(right.request())) {
            for (TestRequest wrong : List.of(
                    right.request().without(name),
                    right.request().replaced(name, ""),
                    right.request().replaced(name, "?"),
                    right.request().repeated(name))) {
                Verdict.Reject refusal = guard.refusal(wrong);
                assertThat(refusal.status()).isEqualTo(401);
                assertThat(refusal.cause())
                        .isNotEmpty()
                        .doesNotContain(right.vector().secret());
                assertThat(refusal.detail()).isEqualTo("Unauthorized: what proves the sender is missing or not valid");
            }
        }
        assertThat(guard.plan().describe() + guard.plan() + guard.guard())
                .doesNotContain(right.vector().secret());
    }

    @ParameterizedTest
    @MethodSource(CATALOGUE)
    void another_secret_does_not_let_it_in_and_of_several_the_right_one_does(Catalogue.Case right) {
        String other = Catalogue.quoted(right.otherSecret());
        Standing clock = new Standing(right.vector().at());
        right.guard(clock.surroundings(), other).refusal(right.request());

        String both = "[" + other + ", " + Catalogue.quoted(right.vector().secret()) + "]";
        assertThat(right.guard(clock.surroundings(), both)
                        .acceptance(right.request())
                        .matches())
                .containsExactly(new SecretMatch("provider", "1"));
        String over = "[{\"value\": %s, \"not_after\": \"2001-01-01T00:00:00Z\"}, %s]"
                .formatted(Catalogue.quoted(right.vector().secret()), other);
        right.guard(clock.surroundings(), over).refusal(right.request());
    }

    @ParameterizedTest
    @MethodSource(CATALOGUE)
    void a_request_that_carries_a_time_passes_within_the_tolerance_only(Catalogue.Case right) {
        assumeThat(right.provider().facts().tolerance()).isPresent();
        Duration tolerance = right.provider().facts().tolerance().orElseThrow();
        Configured guard = right.guard();
        assertThat(guard.refusal(right.request()
                                .at(right.vector().at().plus(tolerance).plusSeconds(2)))
                        .cause())
                .contains("s old");
        assertThat(guard.refusal(right.request()
                                .at(right.vector().at().minus(tolerance).minusSeconds(2)))
                        .cause())
                .contains("in the future");
        guard.acceptance(right.request());
    }

    @ParameterizedTest
    @MethodSource(CATALOGUE)
    void a_request_that_carries_a_time_passes_once_at_all_instances(Catalogue.Case right) {
        boolean dated = right.provider().facts().tolerance().isPresent();
        Seen seen = new LocalSeen(100, () -> 0);
        Standing clock = new Standing(right.vector().at());
        Configured one = right.guard(clock.surroundings(seen));
        Configured other = right.guard(clock.surroundings(seen));
        Verdict.Accept accepted = one.acceptance(right.request());
        if (!dated) {
            other.acceptance(right.request());
            return;
        }
        assertThat(other.refusal(right.request()).cause()).contains("replay");
        accepted.taken().forEach(Taken::giveBack);
        other.acceptance(right.request());

        Seen away = (_, _) -> CompletableFuture.completedFuture(new Claim.Unknown());
        assertThat(right.guard(clock.surroundings(away)).judge(right.request()))
                .isInstanceOf(Verdict.Unavailable.class);
    }

    @ParameterizedTest
    @MethodSource(CATALOGUE)
    void signing_a_published_request_again_makes_one_that_passes(Catalogue.Case right) {
        ProviderVector vector = right.vector();
        assumeThat(right.provider().whyUnsignable()).isEmpty();
        UnsentRequest signed = right.provider()
                .sign(vector.request(), vector.signingSecret().orElse(vector.secret()), vector.options(), vector.at());
        right.guard().acceptance(Catalogue.arrived(signed, vector.at()));
    }

    @ParameterizedTest
    @MethodSource("io.sluice.gateway.guard.provider.Catalogue#providers")
    void every_provider_names_its_documentation_and_a_request_that_is_right(Provider provider) {
        ProviderFacts facts = provider.facts();
        assertThat(facts.name()).matches("[a-z0-9_]+");
        assertThat(facts.title()).isNotEmpty();
        assertThat(facts.documentation()).isNotEmpty().allMatch(url -> url.startsWith("https://"));
        assertThat(ProviderVector.of(facts.name())).isNotEmpty();
        assertThat(Providers.named(facts.name())).isPresent();
    }

    @Test
    void every_file_is_in_the_list() throws Exception {
        Path folder = Path.of("src/main/resources/io/sluice/gateway/guard/provider");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .isSubsetOf(Providers.names());
        }
    }
}
