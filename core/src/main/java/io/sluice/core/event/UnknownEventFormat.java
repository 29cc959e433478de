package io.sluice.core.event;

/**
 * An event is written in a format of a later version of Sluice. It is not damaged: the version that wrote it reads it, so whoever meets
 * it waits and leaves it where it is.
 */
public final class UnknownEventFormat extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnknownEventFormat(int format, int known) {
        super("it holds an event of format " + format + ", but this version of Sluice knows formats up to " + known
                + ": a newer version wrote it. Nothing is lost; start the newer version again");
    }
}
