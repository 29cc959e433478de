package io.sluice.app;

import io.sluice.core.event.EventId;
import io.sluice.gateway.control.QuarantineOrder;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which requests of the quarantine a command is about: some by their ids, those of a webhook, or all. */
final class SelectedRequests {
    @Parameters(paramLabel = "ID", arity = "0..*", description = "As sluice quarantine list prints them.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--webhook", paramLabel = "WEBHOOK", defaultValue = "", description = "All of this webhook.")
    private String webhook;

    @Option(names = "--all", description = "All of all webhooks.")
    private boolean all;

    /** @throws CommandFailure when it is not said, or said in more than one way */
    QuarantineOrder order(QuarantineOrder.Action action) throws CommandFailure {
        int ways = (ids.isEmpty() ? 0 : 1) + (webhook.isEmpty() ? 0 : 1) + (all ? 1 : 0);
        if (ways != 1) {
            throw new CommandFailure(
                    ExitCode.USAGE, "sluice: say which requests: either their IDs, or --webhook WEBHOOK, or --all");
        }
        List<String> known = new ArrayList<>();
        for (String written : ids) {
            known.add(id(written).toString());
        }
        return new QuarantineOrder(action, webhook, known);
    }

    static EventId id(String written) throws CommandFailure {
        try {
            return EventId.parse(written);
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(
                    ExitCode.USAGE, "sluice: \"" + written + "\" is no id; sluice quarantine list prints them");
        }
    }
}
