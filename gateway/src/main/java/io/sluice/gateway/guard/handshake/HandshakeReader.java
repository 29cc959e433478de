package io.sluice.gateway.guard.handshake;

import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.secret.Secrets;
import java.util.function.Supplier;

/** Reads what a webhook says of a handshake. */
@FunctionalInterface
public interface HandshakeReader {

    /**
     * @param section where the options of the handshake stand; problems go there
     * @param secrets the secrets that are configured, asked for only where the answer needs one
     */
    Handshake read(Section section, Supplier<Secrets> secrets, Surroundings around);
}
