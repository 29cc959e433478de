package io.sluice.gateway.tls;

import java.nio.file.Path;

/** A file that TLS cannot be spoken with. The message names the variable, the file and the cure, and nothing of what a key holds. */
final class UnusableFile extends Exception {
    private static final long serialVersionUID = 1;

    /** @param variable the environment variable that names the file */
    UnusableFile(String variable, Path file, String problem, String cure) {
        super(variable + ": " + file + " " + problem + "; " + cure);
    }
}
