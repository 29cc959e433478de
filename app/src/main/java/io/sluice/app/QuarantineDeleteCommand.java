package io.sluice.app;

import io.sluice.core.config.QuarantineBounds;
import io.sluice.core.disk.FileDisk;
import io.sluice.core.event.EventId;
import io.sluice.gateway.control.QuarantineClient;
import io.sluice.gateway.control.QuarantineOrder;
import io.sluice.gateway.quarantine.QuarantineFiles;
import io.sluice.gateway.quarantine.QuarantineFiles.Place;
import io.sluice.gateway.quarantine.QuarantineFolder;
import io.sluice.gateway.quarantine.QuarantineObserver;
import io.sluice.gateway.recorded.Released;
import io.sluice.gateway.recorded.Released.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice quarantine delete}: deletes requests for good. */
@Command(
        name = "delete",
        description = "Deletes requests of the quarantine for good. Works with a running gateway and without one.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: sluice quarantine delete --webhook orders", ExitCode.FOOTER})
final class QuarantineDeleteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Mixin
    private SelectedRequests selected;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table, json (one object a line) or csv (default: ${DEFAULT-VALUE}).")
    private RowFormat format;

    @Override
    public Integer call() throws IOException, CommandFailure {
        QuarantineOrder order = selected.order(QuarantineOrder.Action.DELETE);
        Decisions decisions = new Decisions();
        if (!QuarantineClient.give(data.folder(), order, decisions::add) && Files.isDirectory(data.quarantine())) {
            delete(order, decisions);
        }
        return decisions.print(spec.commandLine().getOut(), spec.commandLine().getErr(), format, "deleted");
    }

    /** Without a gateway this process is the one writer. */
    private void delete(QuarantineOrder order, Decisions decisions) throws IOException {
        QuarantineFiles files = new QuarantineFiles(data.quarantine(), new FileDisk());
        try (QuarantineFolder folder =
                QuarantineFolder.open(files, _ -> QuarantineBounds.DEFAULT, Long.MAX_VALUE, QuarantineObserver.NONE)) {
            List<Place> places = new ArrayList<>();
            if (order.ids().isEmpty()) {
                places.addAll(
                        folder.places(order.webhook().isEmpty() ? Optional.empty() : Optional.of(order.webhook())));
            }
            for (String written : order.ids()) {
                EventId id = EventId.parse(written);
                Optional<Place> place = folder.place(id);
                place.ifPresent(places::add);
                if (place.isEmpty()) {
                    decisions.add(new Released(id, "", Outcome.ABSENT, "it is not in the quarantine"));
                }
            }
            folder.delete(places);
            places.forEach(place -> decisions.add(new Released(place.id(), place.webhook(), Outcome.DELETED, "")));
        }
    }
}
