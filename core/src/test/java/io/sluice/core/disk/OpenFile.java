package io.sluice.core.disk;

import io.sluice.core.disk.SimulatedDisk.Call;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/** A file of the simulated disk as one caller has it open. */
final class OpenFile implements DiskFile {
    private final SimulatedDisk disk;
    private final SimulatedFile file;
    private final long life;
    private volatile boolean closed;

    OpenFile(SimulatedDisk disk, SimulatedFile file, long life) {
        this.disk = disk;
        this.file = file;
        this.life = life;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        disk.gate().pass(Call.READ);
        synchronized (disk) {
            judge(Call.READ);
            int available = (int) Math.min(target.remaining(), file.size() - position);
            if (available <= 0) {
                return target.hasRemaining() ? -1 : 0;
            }
            byte[] bytes = new byte[sometimesLess(available)];
            file.read((int) position, bytes);
            target.put(bytes);
            return bytes.length;
        }
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        disk.gate().pass(Call.WRITE);
        synchronized (disk) {
            int remaining = source.remaining();
            try {
                judge(Call.WRITE);
            } catch (IOException failing) {
                boolean dead = failing instanceof PowerCut cut && !cut.inTheMiddle();
                if (disk.alive(life) && !closed && !dead) {
                    put(
                            source,
                            position,
                            disk.random().nextInt(remaining + 1)); // a failed write may have written something
                }
                throw failing;
            }
            return put(source, position, sometimesLess(remaining));
        }
    }

    private int put(ByteBuffer source, long position, int length) {
        byte[] bytes = new byte[length];
        source.get(bytes);
        file.write((int) position, bytes);
        return length;
    }

    private int sometimesLess(int length) {
        return length > 1 && disk.random().nextInt(8) == 0 ? 1 + disk.random().nextInt(length) : length;
    }

    @Override
    public void sync() throws IOException {
        disk.gate().pass(Call.SYNC);
        synchronized (disk) {
            try {
                judge(Call.SYNC);
            } catch (PowerCut dark) {
                throw dark;
            } catch (IOException failing) {
                if (disk.alive(life) && !closed) {
                    file.failSync(disk.random());
                }
                throw failing;
            }
            file.sync();
        }
    }

    @Override
    public void truncate(long size) throws IOException {
        disk.gate().pass(Call.TRUNCATE);
        synchronized (disk) {
            judge(Call.TRUNCATE);
            file.truncate((int) size);
        }
    }

    @Override
    public long size() throws IOException {
        synchronized (disk) {
            judge(Call.READ);
            return file.size();
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (disk) {
            if (closed || !disk.alive(life)) {
                return;
            }
            closed = true;
            disk.judge(Call.CLOSE);
        }
    }

    private void judge(Call call) throws IOException {
        if (closed || !disk.alive(life)) {
            throw new ClosedChannelException();
        }
        disk.judge(call);
    }
}
