package io.sluice.gateway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.sluice.gateway.diagnosis.RequestTextFuzz;
import io.sluice.gateway.guard.authorization.AuthorizationGuardFuzz;
import io.sluice.gateway.guard.digestauth.DigestAuthGuardFuzz;
import io.sluice.gateway.guard.httpsignature.HttpSignatureFuzz;
import io.sluice.gateway.guard.oauth1.OAuth1GuardFuzz;
import io.sluice.gateway.guard.structured.StructuredFieldFuzz;
import io.sluice.gateway.guard.token.SignedTokenFuzz;
import io.sluice.gateway.http.AddressRangesFuzz;
import io.sluice.gateway.http.RequestHeadFuzz;
import io.sluice.gateway.redis.RespReaderFuzz;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every input that a fuzz target kept does no harm any more: seeds, and what {@code scripts/fuzz} found. Needs no fuzzer. */
class KeptInputsTest {
    private static final Path KEPT = Path.of("src/test/resources/fuzz");
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final long MOST_BYTES = 256L << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final Map<String, Target> TARGETS = Map.of(
            "AddressRangesFuzz", AddressRangesFuzz::fuzzerTestOneInput,
            "AuthorizationGuardFuzz", AuthorizationGuardFuzz::fuzzerTestOneInput,
            "DigestAuthGuardFuzz", DigestAuthGuardFuzz::fuzzerTestOneInput,
            "HttpSignatureFuzz", HttpSignatureFuzz::fuzzerTestOneInput,
            "OAuth1GuardFuzz", OAuth1GuardFuzz::fuzzerTestOneInput,
            "RequestHeadFuzz", RequestHeadFuzz::fuzzerTestOneInput,
            "RequestTextFuzz", RequestTextFuzz::fuzzerTestOneInput,
            "RespReaderFuzz", RespReaderFuzz::fuzzerTestOneInput,
            "SignedTokenFuzz", SignedTokenFuzz::fuzzerTestOneInput,
            "StructuredFieldFuzz", StructuredFieldFuzz::fuzzerTestOneInput);

    private interface Target {
        void take(byte[] input) throws IOException;
    }

    static Stream<Path> inputs() throws IOException {
        try (Stream<Path> files = Files.walk(KEPT)) {
            return files.filter(Files::isRegularFile).map(KEPT::relativize).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void a_kept_input_does_no_harm(Path kept) throws IOException {
        byte[] input = Files.readAllBytes(KEPT.resolve(kept));
        Target target = TARGETS.get(kept.getName(0).toString());
        assertThat(target).as("the target of %s", kept).isNotNull();
        assertTimeoutPreemptively(LONGEST, () -> {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            target.take(input);
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .as("bytes allocated")
                    .isLessThan(MOST_BYTES);
        });
    }

    @Test
    void every_target_has_seeds_and_takes_nothing_at_all() throws IOException {
        assertThat(KEPT.toFile().list()).containsExactlyInAnyOrderElementsOf(TARGETS.keySet());
        for (Target target : TARGETS.values()) {
            target.take(new byte[0]);
        }
    }
}
