package io.sluice.core.journal;

/**
 * A part of a file that a repair takes out of the journal and keeps beside it.
 *
 * @param offset in the file as it was found
 * @param bytes its length
 * @param what what it is, as far as that can be said
 */
public record SetAside(long offset, long bytes, String what) {}
