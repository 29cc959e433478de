package io.sluice.bench.prove;

import io.sluice.bench.report.ProgressLine;
import io.sluice.stack.StackException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice prove}: a fault run that anyone can repeat. */
@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        description = {
            "Fault run: starts two gateways, Redis, ClickHouse, the analytics and a receiver as real processes, puts them under"
                    + " load, lets faults befall them, waits until all has settled, and looks up every acknowledged event"
                    + " with its SHA-256 in the journals, in the event log and at the receiver.",
            "Faults, each alone and then in mixes: processes killed, suspended and restarted; networks slow, cut, half-open, and"
                    + " reset in the middle of answers; disks full, syncs that fail or take 5 s; clocks that step."
        },
        footer = {
            "",
            "Examples:",
            "  sluice prove                                     (every fault once: about five minutes)",
            "  sluice prove --minutes 20 --seed 42 --report proof  (writes proof.html and proof.json)",
            "Exit codes: 0 every invariant held; 1 one is broken, or a server could not be started; 2 wrong usage."
        })
public final class ProveCommand implements Callable<Integer> {
    private static final int LONG_RUN_MINUTES = 10;
    private static final Duration SHORT_SUSPENSION = Duration.ofSeconds(4);
    /** Longer than any time limit of a gateway. */
    private static final Duration LONG_SUSPENSION = Duration.ofSeconds(35);

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long faults are injected (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same schedule of faults (default: a new one, which is printed).")
    private Long seed;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write the report as FILE.html and FILE.json; an ending .html or .json is left away.")
    private Path report;

    @Option(
            names = "--heal-within",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "All must be well again that soon after a fault, without help (default: ${DEFAULT-VALUE}).")
    private int healWithin;

    @Option(
            names = "--memory",
            paramLabel = "MIB",
            defaultValue = "384",
            description = "No gateway may hold more (default: ${DEFAULT-VALUE}).")
    private int memory;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "300",
            description = "Requests a second in all (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (minutes <= 0 || healWithin < 1 || memory < 1 || rate < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--minutes, --heal-within, --memory and --rate must be above zero");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ProgressLine progress = ProgressLine.on(err);
        ProofPlan plan = plan();
        out.println("Seed " + plan.seed());
        out.flush();
        Instant started = InstantSource.system().instant();
        try {
            Proof proof = new Proving(plan, progress::say, step -> {
                        progress.clear();
                        out.println(ProofText.of(step));
                        out.flush();
                    })
                    .run(started);
            progress.clear();
            out.print(ProofText.of(proof));
            write(proof, out);
            out.flush();
            return proof.holds() ? 0 : 1;
        } catch (IOException | StackException failed) {
            progress.clear();
            err.println("prove: " + failed.getMessage());
            err.flush();
            return 1;
        }
    }

    private ProofPlan plan() {
        Duration lasts = Duration.ofMillis(Math.round(minutes * 60_000));
        return new ProofPlan(
                lasts,
                seed == null ? new SecureRandom().nextInt(1, 1_000_000) : seed,
                minutes >= LONG_RUN_MINUTES ? LONG_SUSPENSION : SHORT_SUSPENSION,
                Duration.ofSeconds(healWithin),
                (long) memory << 20,
                rate);
    }

    private void write(Proof proof, PrintWriter out) throws IOException {
        if (report == null) {
            return;
        }
        String base = report.toString().replaceFirst("\\.(html|json)$", "");
        ProofPage.write(proof, Path.of(base + ".html"));
        ProofJson.write(proof, Path.of(base + ".json"));
        out.println("Report: " + base + ".html and " + base + ".json");
    }
}
