package io.sluice.bench.prove;

import io.sluice.app.JavaProcess;
import io.sluice.bench.ground.GroundedSluice;
import io.sluice.bench.ground.Switches;
import io.sluice.stack.FreePort;
import io.sluice.stack.Probe;
import io.sluice.stack.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One gateway.
 *
 * @param index counted from 0
 * @param switches of its disk and its clock
 */
record GatewayUnderProof(int index, Part process, int port, Path data, Switches switches) {
    /** The totals are looked at several times a second until all has settled. */
    private static final Map<String, String> ENVIRONMENT = Map.of("STATS_RATE_LIMIT", "1000000");

    /** Starts one and returns when it is ready. */
    static GatewayUnderProof start(int index, Path folder, Path webhooks, Path connections) throws IOException {
        String name = "gateway-" + (index + 1);
        Path home = Files.createDirectories(folder.resolve(name));
        Path data = home.resolve("data");
        Path page = home.resolve("switches");
        Switches switches = Switches.open(page);
        int port = FreePort.find();
        List<String> command = JavaProcess.command(
                List.of("-Xmx160m", "-D" + GroundedSluice.SWITCHES + "=" + page), GroundedSluice.class.getName());
        command.addAll(List.of(
                "serve",
                "--host=127.0.0.1",
                "--port=" + port,
                "--instance=" + name,
                "--webhooks=" + webhooks,
                "--connections=" + connections,
                "--data=" + data,
                "--replay-window=30d"));
        Service service = new Service(
                name, command, ENVIRONMENT, home, port, Probe.http("http://127.0.0.1:" + port + "/health/ready"));
        return new GatewayUnderProof(index, Part.start(service), port, data, switches);
    }

    String name() {
        return process.name();
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    Path journal() {
        return data.resolve("journal");
    }
}
