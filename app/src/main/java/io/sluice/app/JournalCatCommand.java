package io.sluice.app;

import io.sluice.core.config.CredentialCleanup;
import io.sluice.core.delivery.DeadLetter;
import io.sluice.core.delivery.DeadLetters;
import io.sluice.core.disk.FileDisk;
import io.sluice.core.event.Event;
import io.sluice.core.event.EventCodec;
import io.sluice.core.journal.Gap;
import io.sluice.core.journal.JournalFiles;
import io.sluice.core.journal.JournalRecord;
import io.sluice.core.journal.RecordType;
import io.sluice.core.journal.SegmentReport;
import io.sluice.core.json.Utf8;
import io.sluice.core.masking.CredentialMask;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** {@code sluice journal cat}: the events as JSON lines. */
@Command(
        name = "cat",
        description =
                "Prints the events in the journal as JSON lines, credentials masked; where a repair found records lost, which.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: sluice journal cat --data ./data --from 1000 --limit 10",
            "Example: sluice journal cat --dead    (what no destination took, and why)",
            ExitCode.FOOTER
        })
final class JournalCatCommand implements Callable<Integer> {
    private static final JsonFactory JSON = new JsonFactory();

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(
            names = "--dead",
            description = "The dead letters instead: events that no destination took, with the cause.")
    private boolean dead;

    @Option(names = "--from", paramLabel = "SEQUENCE", defaultValue = "1", description = "Begins with this record.")
    private long from;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "0",
            description = "Stops after so many events (0: never).")
    private long limit;

    private final CredentialMask mask = new CredentialMask(CredentialCleanup.DEFAULT);
    private long printed;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<SegmentReport> segments = new JournalFiles(dead ? data.deadLetters() : data.journal(), new FileDisk())
                .walk(record -> {
                    if (record.sequence() >= from) {
                        print(out, record);
                    }
                    return !out.checkError() && (limit == 0 || printed < limit);
                });
        boolean damaged = segments.stream().anyMatch(each -> each.finding() instanceof SegmentReport.Finding.Damaged);
        if (damaged) {
            spec.commandLine().getErr().println("sluice: the journal is damaged; sluice journal verify says where");
        }
        return damaged ? ExitCode.JOURNAL : ExitCode.OK;
    }

    private void print(PrintWriter out, JournalRecord record) {
        if (record.type() == (dead ? RecordType.DEAD_LETTER : RecordType.EVENT)) {
            out.println(line(record));
            printed++;
        } else if (record.type() == RecordType.GAP) {
            Gap gap = Gap.of(record);
            out.printf(
                    "{\"sequence\":%d,\"missing_from\":%d,\"missing_to\":%d}%n", gap.last(), gap.first(), gap.last());
        }
    }

    private String line(JournalRecord record) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("sequence", record.sequence());
            try {
                if (dead) {
                    write(json, DeadLetters.decode(record.payload()));
                } else {
                    write(json, EventCodec.decode(record.payload()));
                }
            } catch (IllegalArgumentException unreadable) {
                json.writeStringProperty("unreadable", unreadable.getMessage());
                json.writeNumberProperty("bytes", record.payload().remaining());
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    /** The bytes of what cannot be read are not shown: nobody knows which of them are secret. */
    private void write(JsonGenerator json, DeadLetter letter) {
        json.writeStringProperty("given_up", time(letter.timeMicros()));
        json.writeStringProperty("cause", letter.cause());
        json.writeNumberProperty("attempts", letter.attempts());
        if (letter.event().isPresent()) {
            write(json, letter.event().get());
        } else {
            json.writeStringProperty("webhook_id", letter.webhookId());
            json.writeNumberProperty("journal_sequence", letter.sequence());
            json.writeNumberProperty("bytes", letter.bytes().length);
        }
    }

    private void write(JsonGenerator json, Event event) {
        json.writeStringProperty("id", event.id().toString());
        json.writeStringProperty("webhook_id", event.qualifiedId());
        json.writeStringProperty("received", time(event.receivedMicros()));
        json.writeStringProperty("source", event.source());
        json.writeStringProperty("content_type", event.contentType());
        json.writeName("headers");
        json.writeRawValue(new String(mask.headersAsJson(event.headers()), StandardCharsets.UTF_8));
        byte[] payload = mask.json(Utf8.text(event.body()));
        json.writeStringProperty("payload", new String(payload, StandardCharsets.UTF_8));
    }

    private static String time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
