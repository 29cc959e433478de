package io.sluice.app;

import io.sluice.analytics.Analytics;
import io.sluice.analytics.AnalyticsOptions;
import io.sluice.core.config.ClickHouseConnection;
import io.sluice.stores.EventStores;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice analytics}: roll-ups, statistics, query API and dashboard as a process of its own. */
@Command(
        name = "analytics",
        description =
                "Counts what is new in ClickHouse, keeps webhook_stats up to date, serves the query API and the dashboard.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: sluice analytics --connections connections.json",
            "With the embedded store there is no need for it: sluice serve hosts the same.",
            ExitCode.FOOTER
        })
final class AnalyticsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigurationOptions files;

    @Option(
            names = "--host",
            defaultValue = "0.0.0.0",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(names = "--port", defaultValue = "8010", description = "Port to listen on (default: ${DEFAULT-VALUE}).")
    private int port;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = new Settings(System.getenv(), spec.commandLine().getErr(), InstantSource.system());
        Optional<ClickHouseConnection> clickHouse = settings.connections(files).clickHouse();
        if (clickHouse.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION,
                    files.connections()
                            + " names no ClickHouse. Add one, or use the analytics that `sluice serve` hosts"
                            + " with the embedded store.");
        }
        EventStores stores = EventStores.open(clickHouse, Path.of("."), 0, InstantSource.system());
        Analytics analytics =
                Analytics.open(AnalyticsOptions.listeningOn(host, port), stores.rollups(), InstantSource.system());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            analytics.close();
            stores.close();
            stopped.countDown();
        }));
        out.println(
                "Sluice analytics is ready on http://localhost:" + analytics.port() + "/, reading " + stores.events());
        out.flush();
        stopped.await();
        return ExitCode.OK;
    }
}
