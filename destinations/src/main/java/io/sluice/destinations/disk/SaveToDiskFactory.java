package io.sluice.destinations.disk;

import io.sluice.core.disk.Disk;
import io.sluice.core.plugin.Destination;
import io.sluice.core.plugin.DestinationFactory;
import io.sluice.core.plugin.DestinationPlan;
import io.sluice.core.settings.DestinationSettings;
import io.sluice.core.settings.Section;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The destination {@code save_to_disk}.
 *
 * <ul>
 *   <li>{@code path}: the folder; made when it is not there
 *   <li>{@code base_dir}: the folder that {@code path} must lie in; a relative path begins there
 *   <li>{@code filename_pattern}: see {@link NamePattern}
 *   <li>{@code file_extension} (that of the pattern)
 *   <li>{@code include_headers} (false): write an object with headers and payload instead of the payload alone
 * </ul>
 */
public final class SaveToDiskFactory implements DestinationFactory {
    private final Disk disk;

    /** @param disk where the folders are */
    public SaveToDiskFactory(Disk disk) {
        this.disk = disk;
    }

    @Override
    public String module() {
        return "save_to_disk";
    }

    @Override
    public DestinationPlan read(DestinationSettings settings) {
        Section module = settings.module();
        return new Plan(disk, folder(module), new NamePattern(pattern(module)), module.flag("include_headers", false));
    }

    private static Path folder(Section module) {
        String text = module.requiredString("path");
        try {
            Optional<Path> base = module.string("base_dir")
                    .map(Path::of)
                    .map(Path::toAbsolutePath)
                    .map(Path::normalize);
            Path folder = base.map(dir -> dir.resolve(text)).orElseGet(() -> Path.of(text));
            Path whole = folder.toAbsolutePath().normalize();
            if (base.isPresent() && !whole.startsWith(base.get())) {
                module.problem("path", "lies outside of base_dir", "name a folder inside " + base.get());
            }
            return whole;
        } catch (InvalidPathException unusable) {
            module.problem("path", "is no path", "name a folder");
            return Path.of("").toAbsolutePath();
        }
    }

    private static String pattern(Section module) {
        String pattern = module.string("filename_pattern", NamePattern.DEFAULT);
        if (module.has("file_extension")) {
            pattern = NamePattern.withExtension(pattern, module.string("file_extension", ".json"));
        }
        Optional<String> fault = NamePattern.fault(pattern);
        if (fault.isPresent()) {
            module.problem(
                    module.has("filename_pattern") ? "filename_pattern" : "file_extension",
                    fault.get(),
                    "write something like \"" + NamePattern.DEFAULT + "\"");
            return NamePattern.DEFAULT;
        }
        if (NamePattern.ambiguous(pattern)) {
            module.warning(
                    "filename_pattern",
                    "two events could get the same name, so the id of the event is added",
                    "add {uuid} to say where");
            return NamePattern.withId(pattern);
        }
        return pattern;
    }

    private record Plan(Disk disk, Path folder, NamePattern names, boolean includeHeaders) implements DestinationPlan {
        private static final int CONCURRENCY = 2;
        private static final int BATCH = 64;

        @Override
        public String describe() {
            return "files " + folder.resolve(names.pattern()) + (includeHeaders ? " with headers" : "");
        }

        @Override
        public int concurrency() {
            return CONCURRENCY;
        }

        @Override
        public int maxBatch() {
            return BATCH;
        }

        @Override
        public Destination build() {
            return new DiskDestination(disk, folder, names, includeHeaders);
        }
    }
}
