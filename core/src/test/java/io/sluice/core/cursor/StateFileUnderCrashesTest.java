package io.sluice.core.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** A cursor on a disk that loses, reorders and tears whatever was not synced, fails any call, and ends in the middle of any. */
class StateFileUnderCrashesTest {
    private static final Path FILE = Path.of("/data/cursors/delivery");

    @Property(tries = 3_000, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void a_crash_leaves_the_content_last_saved_or_one_that_was_being_saved_and_never_a_mixture(@ForAll long seed)
            throws IOException {
        Random random = new Random(seed);
        SimulatedDisk disk = new SimulatedDisk(new Random(random.nextLong()));
        disk.createDirectories(FILE.getParent());
        Optional<byte[]> saved = Optional.empty();
        for (int lives = 1 + random.nextInt(5); lives > 0; lives--) {
            List<byte[]> possible = new ArrayList<>();
            StateFile file = new StateFile(FILE, disk);
            for (int writes = random.nextInt(5); writes > 0 && !disk.dark(); writes--) {
                trouble(disk, random);
                byte[] content = new byte[random.nextInt(2_000)];
                random.nextBytes(content);
                try {
                    file.write(content);
                    saved = Optional.of(content);
                    possible.clear();
                } catch (IOException failed) {
                    possible.add(content); // what became of it nobody knows
                }
                disk.trouble(SimulatedDisk.Trouble.NONE);
            }
            disk.restart();
            saved = checked(new StateFile(FILE, disk).read(), saved, possible);
        }
    }

    private static void trouble(SimulatedDisk disk, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> disk.cutPowerAfter(1 + random.nextInt(8));
            case 1 -> {
                long from = disk.calls() + 1 + random.nextInt(6);
                long until = from + (random.nextBoolean() ? 1 : 1_000);
                disk.trouble((number, _) -> number >= from && number < until ? "Input/output error" : "");
            }
            default -> {}
        }
    }

    private static Optional<byte[]> checked(Optional<byte[]> read, Optional<byte[]> saved, List<byte[]> possible) {
        List<Optional<byte[]>> allowed =
                new ArrayList<>(possible.stream().map(Optional::of).toList());
        allowed.add(saved);
        assertThat(allowed).usingRecursiveFieldByFieldElementComparator().contains(read);
        return read;
    }
}
