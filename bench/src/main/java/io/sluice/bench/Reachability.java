package io.sluice.bench;

import io.sluice.bench.wire.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/** Which targets accept connections at all. */
final class Reachability {
    private static final int TIMEOUT_MILLIS = 3_000;

    private Reachability() {}

    /** The targets that do not. */
    static List<Target> unreachable(List<Target> targets) {
        return targets.stream().filter(target -> !accepts(target)).toList();
    }

    private static boolean accepts(Target target) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(target.host(), target.port()), TIMEOUT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
