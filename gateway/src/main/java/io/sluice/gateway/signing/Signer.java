package io.sluice.gateway.signing;

import io.sluice.gateway.guard.provider.UnsentRequest;
import java.time.Instant;

/** Makes requests prove who sent them, in one way. Thread-safe. */
@FunctionalInterface
public interface Signer {

    /**
     * Signs a request.
     *
     * @param request as it is before; fields of the proof that stand there are replaced
     * @param secret as it is configured at the receiver, or the private key to it
     * @param at when it is sent
     * @return the request as it is to be sent
     * @throws IllegalArgumentException when the secret or the request is not as it must be; the message says how, without the secret
     */
    UnsentRequest sign(UnsentRequest request, String secret, Instant at);
}
