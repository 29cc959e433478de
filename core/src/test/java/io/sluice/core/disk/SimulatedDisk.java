package io.sluice.core.disk;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A disk in memory that is as unkind as the contract of {@link Disk} allows. What was not synced may be lost, torn at any byte,
 * garbled or applied in another order when the power is cut; a failed sync forgets what it should have written and the next sync does
 * not bring it back; writes and reads are short at random; any call can be made to fail. Calls of several threads are taken one after
 * the other.
 */
public final class SimulatedDisk implements Disk {

    /** What a caller asks of the disk. */
    public enum Call {
        CREATE,
        OPEN,
        READ,
        WRITE,
        SYNC,
        TRUNCATE,
        LIST,
        RENAME,
        DELETE,
        SYNC_DIRECTORY,
        CREATE_DIRECTORY,
        CLOSE
    }

    /** Decides whether a call fails, and with which message. */
    @FunctionalInterface
    public interface Trouble {
        Trouble NONE = (number, call) -> "";

        /**
         * @param number counts the calls since the last start
         * @return the message of the failure, or an empty text when the call goes well
         */
        String at(long number, Call call);
    }

    private record NameChange(Path path, SimulatedFile file) {

        /** A rename counts for the folder that both names are in. */
        boolean isIn(Path directory) {
            return directory.equals(path.getParent());
        }
    }

    private final RandomGenerator random;
    private final Map<Path, SimulatedFile> names = new TreeMap<>();
    private final Map<Path, SimulatedFile> durableNames = new TreeMap<>();
    private final List<List<NameChange>> pendingNames = new ArrayList<>();
    private final Set<Path> folders = new HashSet<>(); // always safe: FileDisk syncs their parents
    private final Set<Path> locked = new HashSet<>();
    private final Gate gate = new Gate();
    private Trouble trouble = Trouble.NONE;
    private long calls;
    private long powerCutAt = Long.MAX_VALUE;
    private Call cutAt = Call.SYNC;
    private int callsUntilCut;
    private long life;
    private long room = Long.MAX_VALUE;

    public SimulatedDisk(RandomGenerator random) {
        this.random = random;
    }

    /** Holds up the calls of one kind, to see what happens meanwhile. */
    public Gate gate() {
        return gate;
    }

    public synchronized void trouble(Trouble next) {
        trouble = next;
    }

    /** Calls since the last start. */
    public synchronized long calls() {
        return calls;
    }

    /** Ends everything in the middle of a call that is still ahead; 1 is the next one. What that leaves is decided by the restart. */
    public synchronized void cutPowerAfter(long ahead) {
        if (!dark()) {
            powerCutAt = calls + ahead;
        }
    }

    /** Ends everything in the middle of a call of that kind that is still ahead; 1 is the next of its kind. */
    public synchronized void cutPowerAt(Call call, int ahead) {
        cutAt = call;
        callsUntilCut = ahead;
    }

    /** Calls off a power cut that has not come. */
    public synchronized void keepPower() {
        if (!dark()) {
            powerCutAt = Long.MAX_VALUE;
            callsUntilCut = 0;
        }
    }

    public synchronized boolean dark() {
        return calls >= powerCutAt;
    }

    /** Cuts the power, decides what survived, and starts again. Open files and locks of the life before are dead. */
    public synchronized void restart() {
        pendingNames.forEach(this::applySome);
        pendingNames.clear();
        names.clear();
        names.putAll(durableNames);
        names.values().forEach(file -> file.crash(random));
        restartProcess();
    }

    /** Kills the process alone: what it wrote stays as it was seen, safe or not. Its open files and locks are dead. */
    public synchronized void restartProcess() {
        locked.clear();
        trouble = Trouble.NONE;
        powerCutAt = Long.MAX_VALUE;
        callsUntilCut = 0;
        calls = 0;
        life++;
    }

    /** The names and content of all files, as the running system sees them. */
    public synchronized Map<Path, byte[]> snapshot() {
        Map<Path, byte[]> contents = new TreeMap<>();
        names.forEach((path, file) -> contents.put(path, file.content()));
        return contents;
    }

    /** Replaces everything on the disk, safely; open files are dead. */
    public synchronized void load(Map<Path, byte[]> contents) {
        restart();
        names.clear();
        contents.forEach((path, bytes) -> names.put(path, new SimulatedFile(bytes)));
        durableNames.clear();
        durableNames.putAll(names);
    }

    @Override
    public DiskFile create(Path path) throws IOException {
        gate.pass(Call.CREATE);
        synchronized (this) {
            judge(Call.CREATE);
            if (names.containsKey(path)) {
                throw new FileAlreadyExistsException(path.toString());
            }
            SimulatedFile file = new SimulatedFile(new byte[0]);
            change(List.of(new NameChange(path, file)));
            return new OpenFile(this, file, life);
        }
    }

    @Override
    public DiskFile open(Path path) throws IOException {
        gate.pass(Call.OPEN);
        synchronized (this) {
            judge(Call.OPEN);
            return new OpenFile(this, existing(path), life);
        }
    }

    @Override
    public DiskFile openForReading(Path path) throws IOException {
        return open(path);
    }

    @Override
    public synchronized boolean exists(Path path) throws IOException {
        judge(Call.OPEN);
        return names.containsKey(path) || folders.contains(path);
    }

    @Override
    public synchronized List<Path> list(Path directory) throws IOException {
        judge(Call.LIST);
        return names.keySet().stream()
                .filter(name -> directory.equals(name.getParent()))
                .toList();
    }

    @Override
    public synchronized void createDirectories(Path directory) throws IOException {
        judge(Call.CREATE_DIRECTORY);
        folders.add(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        gate.pass(Call.RENAME);
        synchronized (this) {
            judge(Call.RENAME);
            change(List.of(new NameChange(to, existing(from)), new NameChange(from, SimulatedFile.GONE)));
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        gate.pass(Call.DELETE);
        synchronized (this) {
            judge(Call.DELETE);
            existing(path);
            change(List.of(new NameChange(path, SimulatedFile.GONE)));
        }
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        gate.pass(Call.SYNC_DIRECTORY);
        synchronized (this) {
            judge(Call.SYNC_DIRECTORY);
            for (Iterator<List<NameChange>> steps = pendingNames.iterator(); steps.hasNext(); ) {
                List<NameChange> step = steps.next();
                if (step.getFirst().isIn(directory)) {
                    step.forEach(change -> apply(change, durableNames));
                    steps.remove();
                }
            }
        }
    }

    /** What a crash leaves of a change of names: nothing, all of it, or of a rename both names. */
    private void applySome(List<NameChange> step) {
        int survives = random.nextInt(5);
        if (survives < 2) {
            step.forEach(change -> apply(change, durableNames));
        } else if (survives == 2) {
            apply(step.getFirst(), durableNames);
        }
    }

    @Override
    public synchronized long room(Path directory) throws IOException {
        judge(Call.OPEN);
        return room;
    }

    /** Lets the disk say that it has so much room left. */
    public synchronized void room(long bytes) {
        room = bytes;
    }

    @Override
    public synchronized AutoCloseable lock(Path file) throws IOException {
        if (!locked.add(file)) {
            throw new IOException(file.getParent() + " is in use by another process");
        }
        long taken = life;
        return () -> unlock(file, taken);
    }

    private synchronized void unlock(Path file, long taken) {
        if (taken == life) {
            locked.remove(file);
        }
    }

    /** Counts a call and throws when it is to fail. */
    synchronized void judge(Call call) throws IOException {
        calls++;
        if (call == cutAt && --callsUntilCut == 0) {
            powerCutAt = calls;
        }
        if (calls >= powerCutAt) {
            throw new PowerCut(calls == powerCutAt);
        }
        String message = trouble.at(calls, call);
        if (!message.isEmpty()) {
            throw new IOException(message);
        }
    }

    synchronized boolean alive(long since) {
        return since == life;
    }

    RandomGenerator random() {
        return random;
    }

    private SimulatedFile existing(Path path) throws NoSuchFileException {
        SimulatedFile file = names.get(path);
        if (file == null) {
            throw new NoSuchFileException(path.toString());
        }
        return file;
    }

    private void change(List<NameChange> step) {
        pendingNames.add(step);
        step.forEach(change -> apply(change, names));
    }

    private static void apply(NameChange change, Map<Path, SimulatedFile> to) {
        if (Objects.equals(change.file(), SimulatedFile.GONE)) {
            to.remove(change.path());
        } else {
            to.put(change.path(), change.file());
        }
    }
}
