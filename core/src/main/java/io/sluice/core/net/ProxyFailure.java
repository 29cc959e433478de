package io.sluice.core.net;

import java.io.IOException;

/** The operator's proxy did not lead to where a connection was to go. Says which proxy and why, never its credentials. */
public final class ProxyFailure extends IOException {
    private static final long serialVersionUID = 1;

    ProxyFailure(String message) {
        super(message);
    }

    ProxyFailure(String message, IOException cause) {
        super(message, cause);
    }
}
