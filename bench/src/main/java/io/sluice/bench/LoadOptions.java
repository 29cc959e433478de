package io.sluice.bench;

import io.sluice.bench.load.LoadPlan;
import io.sluice.bench.wire.Payload;
import io.sluice.bench.wire.Target;
import io.sluice.core.event.Header;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** What is sent, where to, how fast. */
final class LoadOptions {
    private static final String DEFAULT_INSTANCES =
            "http://localhost:8000,http://localhost:8001,http://localhost:8002,http://localhost:8003,http://localhost:8004";
    private static final long DEFAULT_TOTAL = 10_000;

    @Option(
            names = "--total",
            paramLabel = "N",
            description = "Requests in all, spread evenly over the instances (default: 10000; none with --duration).")
    private Long total;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "200",
            description = "Connections in all, each with one request under way (default: ${DEFAULT-VALUE}).")
    private int concurrency;

    @Option(
            names = "--instances",
            paramLabel = "URL,…",
            split = ",",
            defaultValue = DEFAULT_INSTANCES,
            description = "The gateways (default: http://localhost:8000 to 8004).")
    private List<URI> instances;

    @Option(
            names = "--webhook",
            paramLabel = "ID",
            defaultValue = "performance_test_webhook",
            description =
                    "The webhook to send to, with a namespace in front if there is one (default: ${DEFAULT-VALUE}).")
    private String webhook;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "test_token",
            description = "Sent as a bearer token; empty for none (default: ${DEFAULT-VALUE}).")
    private String token;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "A request not answered by then has failed (default: ${DEFAULT-VALUE}).")
    private double timeout;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Open loop: N requests a second in all, on schedule, whatever the answers do; latency counts from the time at which each was due.")
    private Double rate;

    @Option(names = "--duration", paramLabel = "SECONDS", description = "Send for that long instead of a fixed number.")
    private Double duration;

    @Option(
            names = "--payload",
            paramLabel = "FILE|BYTES",
            description =
                    "The body: a file, or a size such as 1024 or 10KB for JSON of that size (default: the numbered message).")
    private String payload;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Send to this address instead of a webhook of --instances: any HTTP server; nothing is checked then.")
    private URI url;

    @Option(names = "--header", paramLabel = "'NAME: VALUE'", description = "A further header; may be repeated.")
    private List<String> headers = new ArrayList<>();

    @Option(names = "--insecure", description = "Take any TLS certificate.")
    private boolean insecure;

    @Option(
            names = "--loops",
            paramLabel = "N",
            description = "Event-loop threads of the generator (default: half the cores).")
    private Integer loops;

    /** @throws IllegalArgumentException naming what is wrong and what to write instead */
    LoadPlan plan() throws IOException {
        if (timeout <= 0
                || (duration != null && duration <= 0)
                || (rate != null && rate <= 0)
                || (total != null && total < 1)) {
            throw new IllegalArgumentException("--total, --duration, --rate and --timeout must be above zero");
        }
        return new LoadPlan(
                targets(),
                headers(),
                payload == null ? new Payload.Numbered() : Payload.parse(payload),
                concurrency,
                total != null
                        ? OptionalLong.of(total)
                        : duration == null ? OptionalLong.of(DEFAULT_TOTAL) : OptionalLong.empty(),
                duration == null ? LoadPlan.UNLIMITED : seconds(duration),
                rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
                seconds(timeout),
                loops == null ? Math.max(1, Runtime.getRuntime().availableProcessors() / 2) : loops);
    }

    boolean anyServer() {
        return url != null;
    }

    boolean insecure() {
        return insecure;
    }

    String webhook() {
        return webhook;
    }

    static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(Math.min(seconds, 3e8) * 1e9));
    }

    private List<Target> targets() {
        if (url != null) {
            return List.of(Target.of(url.toString(), url));
        }
        if (!webhook.matches("([A-Za-z0-9_-]{1,64}/)?[A-Za-z0-9][A-Za-z0-9_-]{0,63}")) {
            throw new IllegalArgumentException("--webhook: \"" + webhook + "\" is no webhook's id");
        }
        return instances.stream()
                .map(instance -> Target.of(
                        instance.toString(),
                        URI.create(instance.toString().replaceFirst("/+$", "") + "/webhook/" + webhook)))
                .toList();
    }

    private List<Header> headers() {
        List<Header> all = new ArrayList<>();
        for (String header : headers) {
            if (!header.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+:[ \\t]*[ -~]*")) {
                throw new IllegalArgumentException("--header: write 'Name: value', not \"" + header + "\"");
            }
            int colon = header.indexOf(':');
            all.add(new Header(
                    header.substring(0, colon), header.substring(colon + 1).strip()));
        }
        boolean own = all.stream().anyMatch(header -> header.name().equalsIgnoreCase("Authorization"));
        if (url == null && !token.isEmpty() && !own) {
            all.add(new Header("Authorization", "Bearer " + token));
        }
        return all;
    }
}
