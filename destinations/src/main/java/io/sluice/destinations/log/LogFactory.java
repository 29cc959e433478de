package io.sluice.destinations.log;

import io.sluice.core.plugin.Destination;
import io.sluice.core.plugin.DestinationFactory;
import io.sluice.core.plugin.DestinationPlan;
import io.sluice.core.settings.DestinationSettings;
import io.sluice.core.settings.Section;
import java.io.OutputStream;

/**
 * The destination {@code log}.
 *
 * <ul>
 *   <li>{@code pretty_print} (false): lay each event out over several lines
 *   <li>{@code redact_sensitive} (true): mask credentials
 * </ul>
 */
public final class LogFactory implements DestinationFactory {
    private final Output output;

    /** @param output where the lines go; unbuffered, never closed */
    public LogFactory(OutputStream output) {
        this.output = new Output(output);
    }

    @Override
    public String module() {
        return "log";
    }

    @Override
    public DestinationPlan read(DestinationSettings settings) {
        Section module = settings.module();
        return new Plan(output, module.flag("pretty_print", false), module.flag("redact_sensitive", true));
    }

    private record Plan(Output output, boolean prettyPrint, boolean redact) implements DestinationPlan {
        private static final int BATCH = 512;

        @Override
        public String describe() {
            return "standard output" + (redact ? ", credentials masked" : ", credentials in the clear");
        }

        @Override
        public int concurrency() {
            return 1;
        }

        @Override
        public int maxBatch() {
            return BATCH;
        }

        @Override
        public Destination build() {
            return new LogDestination(output, prettyPrint, redact);
        }
    }
}
