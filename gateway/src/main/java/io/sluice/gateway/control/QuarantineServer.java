package io.sluice.gateway.control;

import io.sluice.core.event.EventId;
import io.sluice.core.local.LocalServer;
import io.sluice.gateway.accept.Readmission;
import io.sluice.gateway.quarantine.QuarantineFiles.Place;
import io.sluice.gateway.recorded.Released;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Carries out what {@code sluice quarantine} asks of this gateway, one order a connection. */
public final class QuarantineServer implements AutoCloseable {
    static final String SOCKET = "quarantine.sock";
    private static final Logger LOG = System.getLogger(QuarantineServer.class.getName());

    private final LocalServer server;

    private QuarantineServer(LocalServer server) {
        this.server = server;
    }

    /**
     * Listens in the data folder.
     *
     * @throws IOException when another process answers there, or the socket cannot be made
     */
    public static QuarantineServer listen(Path data, Readmission readmission) throws IOException {
        return new QuarantineServer(LocalServer.listen(data, SOCKET, (in, out) -> answer(readmission, in, out)));
    }

    private static void answer(Readmission readmission, DataInputStream in, DataOutputStream out) throws IOException {
        QuarantineOrder order = OrderFrames.readOrder(in);
        try {
            carryOut(readmission, order, out);
            OrderFrames.end(out);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            OrderFrames.refuse(out, "the gateway is stopping; try again when it runs");
        } catch (IOException | IllegalArgumentException failed) {
            LOG.log(Level.DEBUG, "An order about the quarantine was not finished", failed);
            OrderFrames.refuse(out, failed.getMessage());
        }
    }

    private static void carryOut(Readmission readmission, QuarantineOrder order, DataOutputStream out)
            throws IOException, InterruptedException {
        List<Place> places = new ArrayList<>();
        if (order.ids().isEmpty()) {
            places.addAll(readmission
                    .folder()
                    .places(order.webhook().isEmpty() ? Optional.empty() : Optional.of(order.webhook())));
        }
        for (String written : order.ids()) {
            EventId id = EventId.parse(written);
            Optional<Place> place = readmission.folder().place(id);
            if (place.isPresent()) {
                places.add(place.get());
            } else {
                OrderFrames.tell(out, new Released(id, "", Released.Outcome.ABSENT, "it is not in the quarantine"));
            }
        }
        switch (order.action()) {
            case RETRY -> readmission.retry(places, released -> OrderFrames.tell(out, released));
            case DELETE -> readmission.delete(places, released -> OrderFrames.tell(out, released));
        }
        LOG.log(
                Level.INFO,
                "The quarantine was asked to {0} {1} requests",
                order.action().name().toLowerCase(Locale.ROOT),
                places.size());
    }

    @Override
    public void close() {
        server.close();
    }
}
