package io.sluice.bench.prove;

import io.sluice.bench.ground.GroundedSluice;
import io.sluice.bench.ground.Switches;
import io.sluice.stack.FreePort;
import io.sluice.stack.Probe;
import io.sluice.stack.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One gateway.
 *
 * @param index counted from 0
 * @param switches of its disk and its clock
 */
record GatewayUnderProof(int index, Part process, int port, Path data, Switches switches) {

    /** Starts one and returns when it is ready. */
    static GatewayUnderProof start(int index, Path folder, Path webhooks, Path connections) throws IOException {
        String name = "gateway-" + (index + 1);
        Path home = Files.createDirectories(folder.resolve(name));
        Path data = home.resolve("data");
        Path page = home.resolve("switches");
        Switches switches = Switches.open(page);
        int port = FreePort.find();
        List<String> command = new ArrayList<>(Java.command(
                List.of("-Xms32m", "-Xmx160m", "-D" + GroundedSluice.SWITCHES + "=" + page), GroundedSluice.class));
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
                name, command, Map.of(), home, port, Probe.http("http://127.0.0.1:" + port + "/health/ready"));
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
