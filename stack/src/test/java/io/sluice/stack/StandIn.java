package io.sluice.stack;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Stands in for a gateway or for analytics: takes the same command line, keeps a file in its data folder, and answers 200 to
 * every request, or 503 while the file that {@code STAND_IN_HOLD} names is there.
 */
final class StandIn {
    private static final String HOLD = "STAND_IN_HOLD";

    private StandIn() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = IntStream.iterate(1, i -> i < arguments.length, i -> i + 2)
                .boxed()
                .collect(Collectors.toMap(i -> arguments[i], i -> arguments[i + 1]));
        if (options.containsKey("--data")) {
            Path data = Files.createDirectories(Path.of(options.get("--data")));
            Files.writeString(data.resolve("kept"), arguments[0]);
        }
        int port = Integer.parseInt(options.get("--port"));
        Path hold = Path.of(System.getenv().getOrDefault(HOLD, "/nonexistent"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(Files.exists(hold) ? 503 : 200, -1);
            exchange.close();
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("stopped when asked to")));
        System.out.println(arguments[0] + " on " + port);
        server.start();
    }

    /** Starts it as the launcher script starts Sluice. */
    static Launcher launcher() {
        return new Launcher(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes().toString(),
                StandIn.class.getName()));
    }

    /** One of them as a service that is not ready while the file is there. */
    static Service service(String name, Path folder, int port, Path hold) {
        return new Service(
                name,
                launcher()
                        .with(
                                "serve",
                                "--port",
                                Integer.toString(port),
                                "--data",
                                folder.resolve("data").toString()),
                Map.of(HOLD, hold.toString()),
                folder,
                port,
                Probe.http("http://127.0.0.1:" + port + "/health/ready"));
    }

    private static Path classes() {
        try {
            return Path.of(StandIn.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
