package io.sluice.bench.ground;

import io.sluice.app.LogFormat;
import io.sluice.app.Main;
import io.sluice.core.disk.FileDisk;
import java.nio.file.Path;
import java.time.InstantSource;

/** The entry point of a gateway under proof: {@link Main} and nothing else, but for the disk and the clock that it is given. */
public final class GroundedSluice {
    /** The system property that names the file of {@link Switches}. */
    public static final String SWITCHES = "sluice.proof.switches";

    private GroundedSluice() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        LogFormat.install();
        Switches switches = Switches.open(Path.of(System.getProperty(SWITCHES)));
        InstantSource clock = () -> InstantSource.system().instant().plusMillis(switches.clockMillis());
        System.exit(Main.run(
                Main.commandLine(new FailingDisk(new FileDisk(), switches), clock), System.getenv(), arguments));
    }
}
