package io.sluice.app;

import io.sluice.core.config.Configuration;
import io.sluice.core.disk.Disk;
import io.sluice.gateway.options.GatewayOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice serve}: one gateway instance. */
@Command(
        name = "serve",
        description = "Runs one gateway: receives webhooks, makes them durable, logs and delivers them.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: sluice serve                          (embedded store, limits in memory)",
            "Example: sluice serve --port 8001 --connections connections.json --instance webhook-2 --data ./data-2",
            "SIGTERM and Ctrl-C stop it within 30 seconds: requests in flight are finished, positions are saved.",
            ExitCode.FOOTER
        })
final class ServeCommand implements Callable<Integer> {
    private final Disk disk;
    private final InstantSource clock;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigurationOptions files;

    @Mixin
    private DataOption data;

    @Mixin
    private RetentionOption retention;

    @Option(
            names = "--host",
            defaultValue = "0.0.0.0",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(names = "--port", defaultValue = "8000", description = "Port to listen on (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--instance",
            paramLabel = "NAME",
            description = "Name of this instance in logs and in the event log (default: host name and port).")
    private String instance;

    @Option(
            names = "--analytics-port",
            defaultValue = "8010",
            description =
                    "Port of the analytics that are hosted with the embedded store; 0 for none (default: ${DEFAULT-VALUE}).")
    private int analyticsPort;

    @Option(
            names = "--journal-max",
            paramLabel = "SIZE",
            defaultValue = "10GB",
            converter = SizeConverter.class,
            description =
                    "The journal never grows beyond this; at the bound events are refused with 503 (default: ${DEFAULT-VALUE}).")
    private long journalMax;

    @Option(
            names = "--replay-window",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = TimeConverter.class,
            description = "Events stay in the journal for at least this long after every reader is done with them,"
                    + " such as 30m or 72h (default: ${DEFAULT-VALUE}).")
    private Duration replayWindow;

    @Option(
            names = "--quarantine-max",
            paramLabel = "SIZE",
            defaultValue = "512MB",
            converter = SizeConverter.class,
            description = "Refused requests that are kept apart never take more than this, of all webhooks together;"
                    + " beyond it the oldest are dropped (default: ${DEFAULT-VALUE}).")
    private long quarantineMax;

    ServeCommand(Disk disk, InstantSource clock) {
        this.disk = disk;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        boolean sample = SampleWebhooks.writeIfAbsent(files.webhooks());
        if (sample) {
            out.println("There was no " + files.webhooks() + "; a sample with one webhook was written.");
        }
        Map<String, String> environment = System.getenv();
        Settings settings = new Settings(environment, spec.commandLine().getErr(), clock);
        Configuration configuration = settings.load(files);
        String name = instance == null ? InstanceName.ofThisHost(port) : instance;
        GatewayOptions options;
        try {
            options = GatewayOptions.fromEnvironment(environment)
                    .listeningOn(host, port)
                    .named(name);
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(ExitCode.CONFIGURATION, wrong.getMessage());
        }
        Serving serving = Serving.open(
                new Serving.Plan(
                        options,
                        configuration,
                        settings.redis(),
                        data,
                        journalMax,
                        replayWindow,
                        quarantineMax,
                        retention.days(),
                        analyticsPort),
                disk,
                clock);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            serving.stop();
            stopped.countDown();
        }));
        new Banner(out).print(serving, configuration, host, sample);
        stopped.await();
        return ExitCode.OK;
    }
}
