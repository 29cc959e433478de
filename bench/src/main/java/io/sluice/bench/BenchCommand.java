package io.sluice.bench;

import io.sluice.bench.check.AcknowledgedIds;
import io.sluice.bench.check.EventLogCheck;
import io.sluice.bench.check.LogOutcome;
import io.sluice.bench.check.LogRange;
import io.sluice.bench.check.StatsCheck;
import io.sluice.bench.check.StatsOutcome;
import io.sluice.bench.check.StatsPage;
import io.sluice.bench.load.InstanceResult;
import io.sluice.bench.load.Load;
import io.sluice.bench.load.LoadPlan;
import io.sluice.bench.load.LoadResult;
import io.sluice.bench.report.HtmlReport;
import io.sluice.bench.report.JsonReport;
import io.sluice.bench.report.Machine;
import io.sluice.bench.report.ProgressLine;
import io.sluice.bench.report.Report;
import io.sluice.bench.report.TextReport;
import io.sluice.bench.wire.Target;
import io.sluice.stores.query.Queries;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice bench}: sends a load, reports what was seen, and looks up every acknowledged event. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Load test: sends webhooks to running gateways, reports rates and latencies, and checks that /stats and the event log"
                    + " hold what was acknowledged, each event once."
        },
        footer = {
            "",
            "Examples:",
            "  sluice bench",
            "  sluice bench --instances http://localhost:8000 --webhook hello --token change-me --total 1000",
            "  sluice bench --rate 5000 --duration 60 --html report.html",
            "  sluice bench --url https://example.com/hook --header 'X-Key: 1' --duration 10",
            "Exit codes: 0 done, and no check disagrees; 1 an acknowledged event is missing or double, or /stats counts too few;"
                    + " 2 wrong usage; 3 connections file refused; 5 no instance accepts connections; 6 no request was successful;"
                    + " 7 there is an event log, and it could not be asked."
        })
public final class BenchCommand implements Callable<Integer> {
    @Mixin
    private LoadOptions load;

    @Option(
            names = "--warmup",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description =
                    "Send for that long before measuring; these events are checked too (default: ${DEFAULT-VALUE}).")
    private double warmup;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "How long the event log and /stats may go without a new row before something is called missing (default: ${DEFAULT-VALUE}).")
    private double settle;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON.")
    private Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the report as one HTML page, with charts.")
    private Path html;

    @Option(
            names = "--stats-token",
            paramLabel = "TOKEN",
            defaultValue = "${env:STATS_AUTH_TOKEN:-}",
            description = "What STATS_AUTH_TOKEN asks for.")
    private String statsToken;

    @Mixin
    private EventLogOptions eventLog;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LoadPlan plan;
        try {
            plan = load.plan();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage());
        }
        PrintWriter err = spec.commandLine().getErr();
        EventLogOptions.Access access = load.anyServer()
                ? new EventLogOptions.None("--url drives a server of which nothing else is known")
                : eventLog.open(System.getenv());
        return switch (access) {
            case EventLogOptions.Refused refused -> {
                refused.problems().forEach(err::println);
                yield BenchExit.CONFIGURATION;
            }
            case EventLogOptions.None none -> run(plan, none);
            case EventLogOptions.Open open -> {
                try (Queries log = open.log()) {
                    yield run(plan, new EventLogOptions.Open(log));
                }
            }
        };
    }

    private int run(LoadPlan plan, EventLogOptions.Access access) throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        List<Target> away = Reachability.unreachable(plan.targets());
        away.forEach(target -> err.println("bench: " + target.name() + " does not accept connections"));
        if (away.size() == plan.targets().size()) {
            err.println("bench: nothing was sent; start the gateways (sluice stack up) or name them with --instances");
            return BenchExit.NO_INSTANCE;
        }
        ProgressLine progress = ProgressLine.on(err);
        Report report = measure(plan, access, progress);
        progress.clear();
        PrintWriter out = spec.commandLine().getOut();
        out.print(TextReport.of(report));
        if (json != null) {
            JsonReport.write(report, json);
            out.println("JSON: " + json);
        }
        if (html != null) {
            HtmlReport.write(report, html);
            out.println("HTML: " + html);
        }
        out.flush();
        return exitCode(report);
    }

    private Report measure(LoadPlan plan, EventLogOptions.Access access, ProgressLine progress)
            throws InterruptedException {
        InstantSource clock = InstantSource.system();
        try (StatsPage page = new StatsPage(load.webhook(), statsToken)) {
            StatsCheck stats = new StatsCheck(
                    page, plan.targets().stream().map(Target::base).toList(), LoadOptions.seconds(settle));
            if (!load.anyServer()) {
                stats.begin();
            }
            Instant from = clock.instant();
            List<LoadResult> runs = new ArrayList<>();
            if (warmup > 0) {
                runs.add(new Load(plan.lasting(LoadOptions.seconds(warmup)), load.insecure(), clock)
                        .run(progress::load));
            }
            LoadResult result = new Load(plan, load.insecure(), clock).run(progress::load);
            long lastAnswer = System.nanoTime();
            runs.add(result);
            LogRange.Window sent = LogRange.Window.of(from, clock.instant());
            LogOutcome logOutcome = compareLog(access, runs, sent, lastAnswer, progress);
            StatsOutcome statsOutcome = load.anyServer()
                    ? new StatsOutcome.NotChecked("--url drives a server of which nothing else is known")
                    : stats.compare(acknowledged(plan, runs), progress::say);
            return new Report(plan, result, statsOutcome, logOutcome, Machine.here());
        }
    }

    private LogOutcome compareLog(
            EventLogOptions.Access access,
            List<LoadResult> runs,
            LogRange.Window sent,
            long lastAnswer,
            ProgressLine progress)
            throws InterruptedException {
        return switch (access) {
            case EventLogOptions.Open open ->
                new EventLogCheck(open.log(), load.webhook(), LoadOptions.seconds(settle))
                        .compare(
                                AcknowledgedIds.sorted(runs.stream()
                                        .flatMap(run -> run.ids().stream())
                                        .toList()),
                                sent,
                                lastAnswer,
                                progress::say);
            case EventLogOptions.None none -> new LogOutcome.NotChecked(none.reason());
            case EventLogOptions.Refused _ -> throw new IllegalStateException("refused before the load");
        };
    }

    private static List<Long> acknowledged(LoadPlan plan, List<LoadResult> runs) {
        List<Long> byInstance = new ArrayList<>();
        for (int i = 0; i < plan.targets().size(); i++) {
            int instance = i;
            byInstance.add(runs.stream()
                    .map(run -> run.instances().get(instance))
                    .mapToLong(InstanceResult::successful)
                    .sum());
        }
        return byInstance;
    }

    private static int exitCode(Report report) {
        if (report.result().successful() == 0) {
            return BenchExit.NO_SUCCESS;
        }
        boolean statsDiffer = report.stats() instanceof StatsOutcome.Checked stats && !stats.agrees();
        return switch (report.log()) {
            case LogOutcome.Checked checked when !checked.agrees() -> BenchExit.DISAGREES;
            case LogOutcome.Checked _, LogOutcome.NotChecked _ -> statsDiffer ? BenchExit.DISAGREES : BenchExit.OK;
            case LogOutcome.Unreachable _ -> statsDiffer ? BenchExit.DISAGREES : BenchExit.LOG_UNREACHABLE;
        };
    }
}
