package io.sluice.bench;

import io.sluice.bench.floor.FloorServer;
import io.sluice.gateway.options.GatewayOptions;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice floor}: the server that measurements compare the gateway with. */
@Command(
        name = "floor",
        hidden = true,
        mixinStandardHelpOptions = true,
        description =
                "Answers every request as a gateway would that accepted it, and does nothing else: the measure for speed.",
        footer = {"", "Example: sluice floor --port 8099"})
public final class FloorCommand implements Callable<Integer> {
    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "8099",
            description = "Port to listen on; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        GatewayOptions options = GatewayOptions.fromEnvironment(Map.of()).listeningOn(host, port);
        try (FloorServer floor = FloorServer.start(options, InstantSource.system())) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("floor listening on http://" + host + ":" + floor.port());
            out.flush();
            new CountDownLatch(1).await(); // until the process is ended
        }
        return 0;
    }
}
