package io.sluice.core.disk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** The content of one file: as programs see it, as it is safe, and what was done since it was last safe. */
final class SimulatedFile {
    /** Stands for "no file" where a name is taken away. */
    static final SimulatedFile GONE = new SimulatedFile(new byte[0]);

    private sealed interface Change {
        record Write(int at, ByteBuffer bytes) implements Change {

            @Override
            public byte[] applyTo(byte[] content) {
                byte[] result = Arrays.copyOf(content, Math.max(content.length, at + bytes.remaining()));
                bytes.get(0, result, at, bytes.remaining());
                return result;
            }
        }

        record Cut(int size) implements Change {

            @Override
            public byte[] applyTo(byte[] content) {
                return content.length <= size ? content : Arrays.copyOf(content, size);
            }
        }

        byte[] applyTo(byte[] content);
    }

    private final List<Change> pending = new ArrayList<>();
    private byte[] content;
    private byte[] durable;

    SimulatedFile(byte[] content) {
        this.content = content;
        this.durable = content;
    }

    byte[] content() {
        return content.clone();
    }

    int size() {
        return content.length;
    }

    void read(int at, byte[] target) {
        System.arraycopy(content, at, target, 0, target.length);
    }

    void write(int at, byte[] bytes) {
        change(written(at, bytes));
    }

    /** A file that seems short enough is left alone, also when it is longer on the disk because an earlier cut was lost. */
    void truncate(int size) {
        if (size < content.length) {
            change(new Change.Cut(size));
        }
    }

    private void change(Change change) {
        pending.add(change);
        content = change.applyTo(content);
    }

    void sync() {
        pending.forEach(change -> durable = change.applyTo(durable));
        pending.clear();
    }

    /** A sync that failed: some of what was pending may be safe, the rest never will be, although programs still see it. */
    void failSync(RandomGenerator random) {
        if (random.nextBoolean()) {
            Collections.shuffle(pending, Random.from(random));
        }
        pending.forEach(change -> durable = survivor(change, durable, random).applyTo(durable));
        pending.clear();
        if (random.nextInt(4) == 0) {
            content = durable; // the system needed the memory, and what it had given up for lost is not seen any more
        }
    }

    void crash(RandomGenerator random) {
        failSync(random);
        content = durable;
    }

    /** What is left of a change: nothing, all, its beginning, its end, some of its blocks, or all with a hole of zeros or rubbish. */
    private static Change survivor(Change change, byte[] before, RandomGenerator random) {
        if (!(change instanceof Change.Write write)) {
            return random.nextBoolean() ? change : new Change.Cut(before.length);
        }
        byte[] bytes = write.bytes().array().clone();
        int cut = random.nextInt(bytes.length + 1);
        return switch (random.nextInt(7)) {
            case 0 -> written(write.at(), new byte[0]);
            case 1 -> write;
            case 2 -> written(write.at(), Arrays.copyOf(bytes, cut));
            case 3 -> written(write.at() + cut, Arrays.copyOfRange(bytes, cut, bytes.length));
            case 4 -> someBlocks(write, before, random);
            case 5 -> {
                Arrays.fill(bytes, cut, cut + random.nextInt(bytes.length - cut + 1), (byte) 0);
                yield written(write.at(), unlessUnchanged(write, bytes, before));
            }
            default -> {
                byte[] rubbish = new byte[random.nextInt(bytes.length - cut + 1)];
                random.nextBytes(rubbish);
                System.arraycopy(rubbish, 0, bytes, cut, rubbish.length);
                yield written(write.at(), unlessUnchanged(write, bytes, before));
            }
        };
    }

    /** Blocks reach the disk in any order: each is the new one or the one before, zeros where there was none. */
    private static Change someBlocks(Change.Write write, byte[] before, RandomGenerator random) {
        int block = 1 << random.nextInt(4, 10);
        byte[] bytes = write.bytes().array().clone();
        byte[] old = new byte[bytes.length];
        if (write.at() < before.length) {
            System.arraycopy(before, write.at(), old, 0, Math.min(old.length, before.length - write.at()));
        }
        for (int at = 0;
                at < bytes.length;
                at += block - (write.at() + at) % block) { // blocks of the file, not of the write
            if (random.nextBoolean()) {
                int length = Math.min(bytes.length - at, block - (write.at() + at) % block);
                System.arraycopy(old, at, bytes, at, length);
            }
        }
        return written(write.at(), bytes);
    }

    /** A byte that is written again as it was is safe whatever happens: the old and the new one are the same. */
    private static byte[] unlessUnchanged(Change.Write write, byte[] garbled, byte[] before) {
        for (int i = 0; i < garbled.length && write.at() + i < before.length; i++) {
            byte wanted = write.bytes().get(i);
            garbled[i] = before[write.at() + i] == wanted ? wanted : garbled[i];
        }
        return garbled;
    }

    private static Change written(int at, byte[] bytes) {
        return new Change.Write(at, ByteBuffer.wrap(bytes));
    }
}
