package io.sluice.gateway.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.config.QuarantineBounds;
import io.sluice.core.disk.Disk;
import io.sluice.core.disk.FileDisk;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens between an event loop and the disk. */
class QuarantineTest {
    @TempDir
    private Path folder;

    private final Map<String, Integer> told = new ConcurrentHashMap<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicBoolean broken = new AtomicBoolean();

    private final QuarantineObserver observer = new QuarantineObserver() {
        @Override
        public void kept(String webhook) {
            told.merge("kept", 1, Integer::sum);
        }

        @Override
        public void dropped(String webhook, Dropped why) {
            told.merge(why.name(), 1, Integer::sum);
        }
    };

    @Test
    void writesEverythingThatWaitsBeforeItCloses() throws IOException {
        gate.countDown();
        Quarantine quarantine = start();
        for (int i = 0; i < 100; i++) {
            quarantine.offer(Refused.of("orders", 10));
        }
        quarantine.close();

        assertThat(told).isEqualTo(Map.of("kept", 100));
        assertThat(new QuarantineFiles(folder, new FileDisk()).places()).hasSize(100);
    }

    @Test
    void aFloodBeforeAHangingDiskIsDroppedAndCountedAndTakesBoundedMemory() throws IOException {
        Quarantine quarantine = start();
        for (int i = 0; i < 5_000; i++) {
            quarantine.offer(Refused.of("orders", 10)); // returns although the disk hangs
        }
        int dropped = told.get("QUEUE");
        gate.countDown();
        quarantine.close();

        assertThat(dropped).isGreaterThanOrEqualTo(5_000 - 1_000 - 32);
        assertThat(told.get("kept")).isEqualTo(5_000 - dropped);
    }

    @Test
    void largeBodiesAreBoundedByTheirBytes() throws IOException {
        Quarantine quarantine = start();
        for (int i = 0; i < 20; i++) {
            quarantine.offer(Refused.of("orders", 4 << 20));
        }
        int dropped = told.get("QUEUE");
        gate.countDown();
        quarantine.close();

        assertThat(dropped).isEqualTo(17); // three of 4 MiB and what they weigh beside fit into 16 MiB
        assertThat(told.get("kept")).isEqualTo(3);
    }

    @Test
    void oneBodyMayBeLargerThanWhatWaitsOtherwise() throws IOException {
        gate.countDown();
        Quarantine quarantine = start();
        quarantine.offer(Refused.of("orders", 20 << 20));
        quarantine.close();

        assertThat(told).isEqualTo(Map.of("kept", 1));
    }

    @Test
    void aDiskThatFailsCostsTheRequestsAndNothingElse() throws IOException {
        gate.countDown();
        broken.set(true);
        Quarantine quarantine = start();
        for (int i = 0; i < 10; i++) {
            quarantine.offer(Refused.of("orders", 10));
        }
        quarantine.close();
        broken.set(false);
        Quarantine again = start();
        again.offer(Refused.of("orders", 10));
        again.close();

        assertThat(told).isEqualTo(Map.of("DISK", 10, "kept", 1));
    }

    private Quarantine start() throws IOException {
        QuarantineFolder opened = QuarantineFolder.open(
                new QuarantineFiles(folder, disk()), _ -> QuarantineBounds.DEFAULT, 1L << 30, observer);
        return Quarantine.start(opened, observer, () -> Refused.NOW);
    }

    /** The real disk, but for files that cannot be made before the gate opens, or while it is broken. */
    private Disk disk() {
        Disk real = new FileDisk();
        return (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (_, method, arguments) -> {
                    if (method.getName().equals("create")) {
                        gate.await();
                        if (broken.get()) {
                            throw new IOException("the disk is broken");
                        }
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
