package io.sluice.core.disk;

import io.sluice.core.disk.SimulatedDisk.Call;
import io.sluice.core.disk.SimulatedDisk.Trouble;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Decides from a seed what goes wrong with a disk and how a process that uses it ends. */
public final class Misfortune {
    private static final Call[] CRUEL = {Call.SYNC, Call.SYNC_DIRECTORY, Call.RENAME, Call.WRITE, Call.CREATE};

    private final SimulatedDisk disk;
    private final Random random;
    /** Whether the end that is armed is one of the process alone. */
    private volatile boolean kill;

    public Misfortune(SimulatedDisk disk, Random random) {
        this.disk = disk;
        this.random = random;
    }

    /** From now on nothing goes wrong, unless it has come to an end already. */
    public void callOff() {
        disk.keepPower();
        disk.trouble(Trouble.NONE);
    }

    /** Something may go wrong soon. */
    public void arm() {
        String message = random.nextInt(3) == 0 ? "No space left on device" : "Input/output error";
        switch (random.nextInt(8)) {
            case 0 -> disk.cutPowerAfter(1 + random.nextInt(80));
            case 1 -> disk.cutPowerAt(CRUEL[random.nextInt(CRUEL.length)], 1 + random.nextInt(4));
            case 2 -> {
                long from = disk.calls() + 1 + random.nextInt(40);
                int times = 1 + random.nextInt(5);
                disk.trouble((number, _) -> number >= from && number < from + times ? message : "");
            }
            case 3 -> {
                AtomicInteger left = new AtomicInteger(1 + random.nextInt(6));
                disk.trouble((_, call) -> writes(call) && left.getAndDecrement() > 0 ? message : "");
            }
            case 4 -> failSyncAndKill();
            default -> {}
        }
    }

    private static boolean writes(Call call) {
        return call == Call.WRITE || call == Call.SYNC || call == Call.CREATE;
    }

    private void failSyncAndKill() {
        AtomicInteger left = new AtomicInteger(1);
        int ahead = 1 + random.nextInt(6);
        disk.trouble((_, call) -> {
            if (call != Call.SYNC || left.getAndDecrement() <= 0) {
                return "";
            }
            kill = true;
            disk.cutPowerAfter(ahead);
            return "Input/output error";
        });
    }

    /** Most processes do not end in peace. */
    public void armEnd() {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> disk.cutPowerAfter(0);
            case 3 -> disk.cutPowerAfter(1 + random.nextInt(20)); // while it is closing
            case 4 -> {
                disk.cutPowerAfter(0);
                kill = true;
            }
            default -> {}
        }
    }

    /** When nothing of the process runs any more: what is left for the next one. */
    public void end() {
        if (disk.dark() && (kill || random.nextInt(3) == 0)) {
            disk.restartProcess();
        } else if (disk.dark() || random.nextBoolean()) {
            disk.restart();
        }
        kill = false;
        callOff();
    }
}
