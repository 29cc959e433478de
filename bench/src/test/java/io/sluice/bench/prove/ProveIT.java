package io.sluice.bench.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A short fault run with real processes: about half of the faults, each alone. A long one is for {@code sluice prove --minutes 20}. */
class ProveIT {
    /**
     * Begins with a gateway whose every fsync fails, and has the kills and the lost answer of ClickHouse among its first steps, so that
     * a slow machine, which gets through fewer of them, puts the same invariants to the test.
     */
    private static final int SEED = 88_142;

    @TempDir
    private Path folder;

    @Test
    void every_invariant_holds_and_the_report_says_what_was_put_to_the_test() throws Exception {
        StringWriter out = new StringWriter();
        int exit = new CommandLine(new ProveCommand())
                .setOut(new PrintWriter(out))
                .execute("--minutes=1.2", "--seed=" + SEED, "--report=" + folder.resolve("proof.html"));

        assertThat(exit).as(out.toString()).isZero();
        assertThat(out.toString())
                .containsPattern("no-loss +held")
                .containsPattern("no-double +held")
                .containsPattern("bytes-equal +held")
                .containsPattern("no-2xx-while-broken +held")
                .contains("The time did not suffice for:");
        assertThat(Files.readString(folder.resolve("proof.json"))).contains("\"holds\":true", "\"seed\":" + SEED);
        assertThat(Files.readString(folder.resolve("proof.html"))).contains("self-heals: held");
    }
}
