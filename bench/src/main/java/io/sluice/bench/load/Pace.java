package io.sluice.bench.load;

/** Says when the next request of a lane is to be sent. Used on one event loop. Times are of {@code System.nanoTime}. */
interface Pace {
    /** Answer of {@link #take}: nothing is due yet; {@link #nextDue} says when. */
    long NOT_YET = 0;

    /** Answer of {@link #take}: there is nothing more to send, ever. */
    long FINISHED = -1;

    /** Takes the next request if it is due: its number, from 1; or {@link #NOT_YET}, or {@link #FINISHED}. */
    long take(long now);

    /** When the request taken last was to be sent: latency counts from here. */
    long intended();

    /** When the next request is due, after {@link #NOT_YET}. */
    long nextDue();

    /** Gives up what is due but could not be sent, and says how many requests that was. */
    long abandon(long now);
}
