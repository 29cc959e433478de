package io.sluice.gateway.guard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.Standing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** What is signed as a provider does, its guard takes, and takes no longer when a byte was changed. */
final class ProviderSigningTest {
    @Provide
    Arbitrary<Catalogue.Case> signable() {
        return Arbitraries.of(Catalogue.cases()
                .filter(one -> one.provider().whyUnsignable().isEmpty())
                .toList());
    }

    @Property(tries = 500)
    void what_is_signed_passes(
            @ForAll("signable") Catalogue.Case one,
            @ForAll String text,
            @ForAll @LongRange(min = 1_000_000_000L, max = 4_000_000_000L) long second) {
        Instant at = Instant.ofEpochSecond(second);
        ProviderVector vector = one.vector();
        // Some providers write the time into the body, at a place that their vector shows.
        byte[] shown = vector.request().body();
        byte[] body = one.provider().facts().provesBody() && !vector.fixedBody() && !bodyCarriesTime(one)
                ? text.getBytes(StandardCharsets.UTF_8)
                : shown;
        UnsentRequest signed = one.provider()
                .sign(
                        vector.request().withBody(body),
                        vector.signingSecret().orElse(vector.secret()),
                        vector.options(),
                        at);
        Configured guard = one.guard(new Standing(at).surroundings());
        guard.acceptance(Catalogue.arrived(signed, at));

        if (one.provider().facts().provesBody()) {
            byte[] longer = Arrays.copyOf(signed.body(), signed.body().length + 1);
            longer[signed.body().length] = ' ';
            assertThat(guard.judge(Catalogue.arrived(signed.withBody(longer), at)))
                    .isInstanceOf(Verdict.Reject.class);
        }
    }

    private static boolean bodyCarriesTime(Catalogue.Case one) {
        Instant other = one.vector().at().plusSeconds(1);
        return !Arrays.equals(
                one.vector().request().body(),
                one.provider()
                        .sign(
                                one.vector().request(),
                                one.vector().signingSecret().orElse(one.vector().secret()),
                                one.vector().options(),
                                other)
                        .body());
    }
}
