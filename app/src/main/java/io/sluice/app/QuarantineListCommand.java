package io.sluice.app;

import io.sluice.core.disk.FileDisk;
import io.sluice.core.store.Rows;
import io.sluice.gateway.quarantine.KeptRequest;
import io.sluice.gateway.quarantine.QuarantineFiles;
import io.sluice.gateway.quarantine.QuarantineFiles.Place;
import io.sluice.gateway.quarantine.QuarantinedRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice quarantine list}: what is in the quarantine. */
@Command(
        name = "list",
        description =
                "Lists what is in the quarantine, oldest first. Changes nothing; works while a gateway is running.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: sluice quarantine list --webhook orders",
            "Example: sluice quarantine list --format json | jq -r .cause | sort | uniq -c",
            ExitCode.FOOTER
        })
final class QuarantineListCommand implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("id", "received", "webhook_id", "sender", "status", "guard", "bytes", "cause");

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(names = "--webhook", paramLabel = "WEBHOOK", defaultValue = "", description = "Only those of this webhook.")
    private String webhook;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "The most that are listed (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table, json (one object a line) or csv (default: ${DEFAULT-VALUE}).")
    private RowFormat format;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        QuarantineFiles files = new QuarantineFiles(data.quarantine(), new FileDisk());
        List<Place> places = files.places().stream()
                .filter(place -> webhook.isEmpty() || place.webhook().equals(webhook))
                .toList();
        List<List<Object>> rows = new ArrayList<>();
        boolean unreadable = false;
        for (Place place : places.subList(0, Math.clamp(limit, 0, places.size()))) {
            try {
                Optional<KeptRequest> kept = files.readHead(place);
                kept.ifPresent(found -> rows.add(row(found)));
            } catch (IOException damaged) {
                unreadable = true;
                err.println(
                        "sluice: " + damaged.getMessage() + "; sluice quarantine delete " + place.id() + " removes it");
            }
        }
        format.print(out, new Rows(COLUMNS, rows));
        out.flush();
        if (places.size() > limit) {
            err.println("There are " + places.size() + ", more than --limit " + limit + " lets through.");
        }
        err.flush();
        return unreadable ? ExitCode.FAILED : ExitCode.OK;
    }

    private static List<Object> row(KeptRequest kept) {
        QuarantinedRequest one = kept.request();
        return List.of(
                one.id().toString(),
                time(one.request().receivedMicros()),
                one.request().webhookId(),
                one.request().peer(),
                (long) one.status(),
                one.guard(),
                (long) kept.bodyBytes(),
                one.cause());
    }

    static String time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
