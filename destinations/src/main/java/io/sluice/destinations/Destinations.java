package io.sluice.destinations;

import io.sluice.core.disk.FileDisk;
import io.sluice.core.plugin.DestinationFactory;
import io.sluice.destinations.disk.SaveToDiskFactory;
import io.sluice.destinations.http.HttpWebhookFactory;
import io.sluice.destinations.log.LogFactory;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Every destination there is. A new one is registered here, and nowhere else. */
public final class Destinations {

    private Destinations() {}

    /**
     * The factories of all destinations.
     *
     * @param output where the destination {@code log} writes; unbuffered, never closed
     * @param environment of the process: {@code ALLOW_PRIVATE_IP_CONNECTIONS} and {@code ALLOW_LOCALHOST_FOR_TESTS} are looked at, {@code OUTGOING_PROXY}, {@code OUTGOING_NO_PROXY}
     */
    public static List<DestinationFactory> all(
            OutputStream output, Map<String, String> environment, InstantSource clock) {
        return List.of(
                new LogFactory(output),
                new SaveToDiskFactory(new FileDisk()),
                new HttpWebhookFactory(environment, clock));
    }
}
