package io.sluice.core.net;

import java.net.UnknownHostException;

/** A host has no address that may be connected to. */
public final class AddressRefused extends UnknownHostException {
    private static final long serialVersionUID = 1;

    AddressRefused(String message) {
        super(message);
    }
}
