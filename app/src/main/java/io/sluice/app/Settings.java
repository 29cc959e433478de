package io.sluice.app;

import io.sluice.core.config.Configuration;
import io.sluice.core.config.ConfigurationLoader;
import io.sluice.core.config.Connections;
import io.sluice.core.config.LoadResult;
import io.sluice.core.settings.Problem;
import io.sluice.destinations.Destinations;
import io.sluice.gateway.guard.Guards;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.redis.SharedRedis;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Reads the configuration for a command: prints warnings, and every problem at once when it is refused. */
final class Settings {
    /** Unbuffered and without the lock of System.out: the destination log writes whole batches. */
    private static final OutputStream STANDARD_OUTPUT = new FileOutputStream(FileDescriptor.out);

    private final Map<String, String> environment;
    private final PrintWriter err;
    private final InstantSource clock;
    private final SharedRedis redis = new SharedRedis();
    private boolean recorded;

    Settings(Map<String, String> environment, PrintWriter err, InstantSource clock) {
        this.environment = environment;
        this.err = err;
        this.clock = clock;
    }

    /** The same for requests that were recorded: where this process listens is of no matter to them. */
    Settings forRecorded() {
        recorded = true;
        return this;
    }

    /** What the guards find around them. */
    Surroundings surroundings() {
        Surroundings around = Surroundings.of(redis, System::nanoTime, clock, environment);
        return recorded ? around.forRecorded() : around;
    }

    /** The link that the guards of a loaded configuration ask for; the gateway opens it. */
    SharedRedis redis() {
        return redis;
    }

    Configuration load(ConfigurationOptions files) throws CommandFailure {
        return accepted(loader().load(files.webhooks(), files.connections()));
    }

    Connections connections(ConfigurationOptions files) throws CommandFailure {
        return accepted(loader().connections(files.connections()));
    }

    private ConfigurationLoader loader() throws CommandFailure {
        try {
            return new ConfigurationLoader(
                    Guards.all(surroundings()), Destinations.all(STANDARD_OUTPUT, environment, clock), environment);
        } catch (IllegalArgumentException variable) {
            throw new CommandFailure(ExitCode.CONFIGURATION, variable.getMessage());
        }
    }

    private <T> T accepted(LoadResult<T> result) throws CommandFailure {
        return switch (result) {
            case LoadResult.Loaded<T> loaded -> {
                print("warning", loaded.warnings());
                yield loaded.value();
            }
            case LoadResult.Refused<T> refused -> {
                print("warning", refused.warnings());
                print("error", refused.problems());
                int problems = refused.problems().size();
                throw new CommandFailure(
                        ExitCode.CONFIGURATION,
                        problems == 1
                                ? "The configuration has a problem; nothing was started."
                                : "The configuration has " + problems + " problems; nothing was started.");
            }
        };
    }

    private void print(String kind, List<Problem> problems) {
        problems.forEach(problem -> err.println(kind + ": " + problem));
        err.flush();
    }
}
