package io.sluice.gateway.coding;

/** A body is not what its content coding says. The message tells the sender what is wrong. It has no stack trace, because senders cause it at will. */
public final class MalformedCoding extends Exception {
    private static final long serialVersionUID = 1;

    MalformedCoding(String message) {
        super(message, null, false, false);
    }
}
