package io.sluice.stores.schema;

import io.sluice.core.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * The steps of one dialect, in order. They are the files named in {@code /io/sluice/stores/DIALECT/migrations.txt}, one a line: a
 * class path cannot be listed. A file that was published is never changed; what comes later is a new file.
 */
public record Migrations(List<Migration> steps) {

    /** A database in which the steps are taken and recorded. */
    public interface Target {

        /** The numbers of the steps taken, after making {@code sluice_migrations} when it is not there. */
        Set<Integer> applied() throws StoreException;

        /** Takes a step and records it. */
        void apply(Migration step) throws StoreException;
    }

    public Migrations {
        steps = List.copyOf(steps);
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).number() != i + 1) {
                throw new IllegalArgumentException("migration " + (i + 1) + " is missing or out of order");
            }
        }
    }

    /** The steps of a dialect: {@code clickhouse} or {@code duckdb}. */
    public static Migrations of(String dialect) {
        String folder = "/io/sluice/stores/" + dialect + "/";
        return new Migrations(read(folder + "migrations.txt")
                .lines()
                .filter(line -> !line.isBlank())
                .map(name -> Migration.parse(name, read(folder + name)))
                .toList());
    }

    /**
     * Takes every step that was not taken yet.
     *
     * @throws StoreException at the first that fails; the next call goes on from there
     */
    public void bringUpToDate(Target target) throws StoreException {
        Set<Integer> applied = target.applied();
        for (Migration step : steps) {
            if (!applied.contains(step.number())) {
                target.apply(step);
            }
        }
    }

    private static String read(String resource) {
        try (InputStream in = Migrations.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException(resource + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
