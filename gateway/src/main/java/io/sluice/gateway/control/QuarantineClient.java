package io.sluice.gateway.control;

import io.sluice.core.local.LocalSocket;
import io.sluice.gateway.recorded.Released;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Gives orders about the quarantine to the gateway that holds a data folder. */
public final class QuarantineClient {
    private QuarantineClient() {}

    /**
     * Has an order carried out.
     *
     * @param data the gateway's data folder
     * @param listener hears of each request as it is decided
     * @return whether a gateway is running there; when none is, nothing was done
     * @throws IOException with a message for the operator, when the gateway does not finish it
     */
    public static boolean give(Path data, QuarantineOrder order, Consumer<Released> listener) throws IOException {
        if (!Files.isDirectory(data)) {
            return false;
        }
        Optional<SocketChannel> gateway =
                LocalSocket.of(data, QuarantineServer.SOCKET).connect();
        if (gateway.isEmpty()) {
            return false;
        }
        try (SocketChannel connection = gateway.get();
                DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(connection)));
                DataInputStream in =
                        new DataInputStream(new BufferedInputStream(Channels.newInputStream(connection)))) {
            OrderFrames.write(out, order);
            OrderFrames.readAnswers(in, listener::accept);
            return true;
        } catch (OrderFrames.Refused refused) {
            throw new IOException(refused.getMessage(), refused);
        } catch (IOException failed) {
            throw new IOException(
                    "the gateway of " + data + " went away before it was done: " + failed.getMessage(), failed);
        }
    }
}
