package io.sluice.app;

import io.sluice.core.disk.FileDisk;
import io.sluice.core.event.EventId;
import io.sluice.gateway.quarantine.QuarantineFiles;
import io.sluice.gateway.quarantine.QuarantineFiles.Place;
import io.sluice.gateway.quarantine.QuarantinedRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice quarantine show}: requests of the quarantine in full. */
@Command(
        name = "show",
        description = {
            "Prints requests of the quarantine as JSON lines, with headers and body. Credentials are masked: whatever a",
            "header holds that is not known to be harmless, each value in the query, and what the event log masks in JSON.",
            "Changes nothing; works while a gateway is running."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: sluice quarantine show 01890a5d-ac96-774b-bcce-b302099a8057", ExitCode.FOOTER})
final class QuarantineShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "As sluice quarantine list prints them.")
    private List<String> ids;

    @Override
    public Integer call() throws IOException, CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        QuarantineFiles files = new QuarantineFiles(data.quarantine(), new FileDisk());
        List<Place> places = files.places();
        boolean absent = false;
        for (String written : ids) {
            EventId id = SelectedRequests.id(written);
            Optional<Place> place =
                    places.stream().filter(one -> one.id().equals(id)).findFirst();
            Optional<QuarantinedRequest> found = place.isPresent() ? files.read(place.get()) : Optional.empty();
            if (found.isPresent()) {
                out.println(ShownRequest.json(found.get()));
            } else {
                absent = true;
                spec.commandLine().getErr().println("sluice: " + id + " is not in the quarantine of " + data.folder());
            }
        }
        out.flush();
        spec.commandLine().getErr().flush();
        return absent ? ExitCode.FAILED : ExitCode.OK;
    }
}
