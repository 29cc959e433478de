package io.sluice.bench;

import io.sluice.bench.measure.Charts;
import io.sluice.bench.measure.MarkdownTable;
import io.sluice.bench.measure.MeasurePlan;
import io.sluice.bench.measure.Measurement;
import io.sluice.bench.measure.Setting;
import io.sluice.bench.report.Machine;
import io.sluice.bench.wire.Payload;
import io.sluice.core.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice measure}: the whole gateway beside the floor, as ratios. */
@Command(
        name = "measure",
        mixinStandardHelpOptions = true,
        description =
                "Measures a gateway with everything on (Redis, ClickHouse and the load on the same machine) against a server"
                        + " that does the same HTTP work and nothing else. Starts and stops all it needs; prints a table in Markdown.",
        footer = {
            "",
            "Example: sluice measure --rounds 5 --seconds 10 --concurrency 200,1000 --payloads numbered,1KB,10KB",
            "Exit codes: 0 measured; 1 a server failed, or the event log lacked an event; 2 wrong usage."
        })
public final class MeasureCommand implements Callable<Integer> {
    private static final String NUMBERED = "numbered";

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "Rounds for each setting (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "10", description = "Length of each run (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--warmup",
            defaultValue = "10",
            description = "Seconds on each server before the first round of a setting (default: ${DEFAULT-VALUE}).")
    private double warmup;

    @Option(
            names = "--concurrency",
            split = ",",
            defaultValue = "200",
            description = "Connections; several make several rows (default: ${DEFAULT-VALUE}).")
    private List<Integer> concurrencies;

    @Option(
            names = "--payloads",
            split = ",",
            defaultValue = NUMBERED,
            description =
                    "Bodies: \"numbered\" (about 95 bytes), sizes such as 10KB, files (default: ${DEFAULT-VALUE}).")
    private List<String> payloads;

    @Option(
            names = "--webhook-count",
            defaultValue = "1",
            description = "How many webhooks the gateway has configured (default: ${DEFAULT-VALUE}).")
    private int webhooks;

    @Option(
            names = "--charts",
            paramLabel = "FOLDER",
            description = "Also draw throughput.svg, share.svg and latency.svg there.")
    private Path charts;

    @Option(
            names = "--guards",
            description =
                    "Measure instead what guards cost: a bearer token alone against bearer token, HMAC, rate limit and"
                            + " idempotency, at the first of --concurrency.")
    private boolean guards;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, StoreException, InterruptedException {
        MeasurePlan plan = plan();
        PrintWriter err = spec.commandLine().getErr();
        Consumer<String> progress = line -> {
            err.println(line);
            err.flush();
        };
        String table;
        if (guards) {
            table = MarkdownTable.ofGuards(Measurement.guards(plan, progress));
        } else {
            List<Setting> settings = Measurement.run(plan, progress);
            table = MarkdownTable.of(settings);
            if (charts != null) {
                Charts.write(charts, settings);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(Machine.here().describe());
        out.printf(
                "Medians of %d rounds of %.0f s after %.0f s of warm-up; in brackets the lowest and highest.%n%n",
                rounds, seconds, warmup);
        out.print(table);
        out.flush();
        return BenchExit.OK;
    }

    private MeasurePlan plan() throws IOException {
        if (rounds < 1 || seconds <= 0 || warmup <= 0 || webhooks < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--rounds, --seconds, --warmup and --webhook-count must be above zero");
        }
        List<Payload> bodies = new ArrayList<>();
        for (String payload : payloads) {
            try {
                bodies.add(payload.equals(NUMBERED) ? new Payload.Numbered() : Payload.parse(payload));
            } catch (IllegalArgumentException wrong) {
                throw new ParameterException(spec.commandLine(), "--payloads: " + wrong.getMessage());
            }
        }
        return new MeasurePlan(
                rounds, LoadOptions.seconds(seconds), LoadOptions.seconds(warmup), concurrencies, bodies, webhooks);
    }
}
