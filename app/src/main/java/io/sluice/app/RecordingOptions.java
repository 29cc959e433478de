package io.sluice.app;

import io.sluice.core.disk.FileDisk;
import io.sluice.core.event.EventId;
import io.sluice.gateway.diagnosis.RequestText;
import io.sluice.gateway.quarantine.QuarantineFiles;
import io.sluice.gateway.quarantine.QuarantinedRequest;
import io.sluice.gateway.recorded.RecordedRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a recorded request comes from: a file, or the quarantine. */
final class RecordingOptions {
    @Option(
            names = "--webhook",
            paramLabel = "ID",
            description = "The webhook that it was for; not needed for one of the quarantine.")
    private String webhookId;

    @Option(
            names = "--request",
            paramLabel = "FILE",
            description =
                    "The request as it went over the wire (nc -l, sluice sign --format http), or what curl -v printed; - reads the"
                            + " standard input.")
    private String request;

    @Option(
            names = "--quarantined",
            paramLabel = "ID",
            description = "Or a request of the quarantine in --data, as sluice quarantine list names it.")
    private String quarantined;

    @Mixin
    private DataOption data;

    @Option(
            names = "--body",
            paramLabel = "FILE",
            description = "The body, when it does not stand with the request, byte for byte.")
    private String body;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = InstantConverter.class,
            description =
                    "When it came: 2026-01-31T12:00:00Z or Unix seconds (default: now; for one of the quarantine, when it"
                            + " came).")
    private Instant at;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The URL that the sender called (default: http, the header Host, the first line's path).")
    private URI url;

    @Option(
            names = "--peer",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address that the connection came from (default: ${DEFAULT-VALUE}).")
    private String peer;

    /**
     * A request, and when it is judged.
     *
     * @param remarks what the reader should know of how it was read
     */
    record Recording(RecordedRequest request, Instant at, List<String> remarks) {}

    Recording read(InputFile input, InstantSource clock) throws CommandFailure {
        if ((request == null) == (quarantined == null)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "sluice: say which request, with --request FILE or --quarantined ID");
        }
        return request == null ? fromQuarantine() : fromFile(input, clock);
    }

    private Recording fromQuarantine() throws CommandFailure {
        EventId id = SelectedRequests.id(quarantined);
        QuarantineFiles files = new QuarantineFiles(data.quarantine(), new FileDisk());
        Optional<QuarantinedRequest> found = Optional.empty();
        try {
            for (QuarantineFiles.Place place : files.places()) {
                if (place.id().equals(id)) {
                    found = files.read(place);
                }
            }
        } catch (IOException unreadable) {
            throw new CommandFailure(ExitCode.FAILED, "sluice: " + unreadable.getMessage());
        }
        RecordedRequest kept = found.map(QuarantinedRequest::request)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE, "sluice: " + id + " is not in the quarantine of " + data.folder()));
        Instant came = Instant.EPOCH.plus(kept.receivedMicros(), ChronoUnit.MICROS);
        Instant moment = at == null ? came : at;
        return new Recording(
                new RecordedRequest(
                        webhookId == null ? kept.webhookId() : webhookId,
                        kept.namespace(),
                        kept.method(),
                        kept.target(),
                        kept.secure(),
                        kept.headers(),
                        kept.peer(),
                        kept.certificates(),
                        kept.body(),
                        micros(moment)),
                moment,
                List.of("it came at " + came + " and went into the quarantine"));
    }

    private Recording fromFile(InputFile input, InstantSource clock) throws CommandFailure {
        if (webhookId == null) {
            throw new CommandFailure(ExitCode.USAGE, "sluice: say which webhook it was for, with --webhook ID");
        }
        RequestText text = text(input);
        boolean secure = false;
        if (url != null) {
            if (url.getHost() == null || url.getScheme() == null) {
                throw new CommandFailure(
                        ExitCode.USAGE, "sluice: --url takes a whole URL, such as https://example.com/webhook/orders");
            }
            secure = url.getScheme().equals("https");
            text = text.calledAt(url);
        }
        Instant moment = at == null ? clock.instant() : at;
        return new Recording(
                new RecordedRequest(
                        webhookId,
                        "",
                        text.method(),
                        text.target(),
                        secure,
                        text.headers(),
                        peer,
                        List.of(),
                        text.body(),
                        micros(moment)),
                moment,
                text.remarks());
    }

    private RequestText text(InputFile input) throws CommandFailure {
        RequestText text;
        try {
            text = RequestText.parse(input.read(request));
        } catch (IllegalArgumentException noRequest) {
            throw new CommandFailure(
                    ExitCode.USAGE, "sluice: " + request + " is no request: " + noRequest.getMessage());
        }
        return body == null ? text : text.withBody(input.read(body));
    }

    private static long micros(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }
}
