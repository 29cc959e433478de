package io.sluice.bench.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/** One client's connection and the one to the server that belongs to it. */
final class Connection {
    private static final int PIECE = 16 << 10;
    /** Enough of an answer for the client to see that one began, and not enough to see which. */
    private static final int BEGINNING = 9;

    private final TcpProxy proxy;
    private final Socket client;
    private volatile Socket server;
    private volatile boolean answerToBeLost;

    Connection(TcpProxy proxy, Socket client) {
        this.proxy = proxy;
        this.client = client;
    }

    void run() {
        try {
            client.setTcpNoDelay(true);
            server = proxy.connect();
            server.setTcpNoDelay(true);
            Thread answers = Thread.ofVirtual().start(() -> pump(server, client, true));
            pump(client, server, false);
            answers.join();
        } catch (IOException noServer) {
            reset(client);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            proxy.forget(this);
        }
    }

    private void pump(Socket from, Socket to, boolean answer) {
        byte[] piece = new byte[PIECE];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            int length;
            while ((length = in.read(piece)) >= 0) {
                switch (proxy.network()) {
                    case SILENT -> {
                        continue;
                    }
                    case SLOW -> LockSupport.parkNanos(proxy.delay().toNanos());
                    case ANSWER_LOST -> answerToBeLost |= !answer && contains(piece, length, proxy.marked());
                    case SOUND, CUT -> {}
                }
                if (answer && answerToBeLost) {
                    loseAnswer(out, piece, length);
                    return;
                }
                out.write(piece, 0, length);
            }
        } catch (IOException ended) {
            reset();
        }
    }

    /** The server has done what it was asked to; the client sees the first bytes and then a reset. */
    private void loseAnswer(OutputStream out, byte[] piece, int length) throws IOException {
        out.write(piece, 0, Math.min(BEGINNING, length));
        proxy.countLostAnswer();
        reset();
    }

    static boolean contains(byte[] piece, int length, byte[] text) {
        for (int i = 0; i + text.length <= length; i++) {
            int same = 0;
            while (same < text.length && piece[i + same] == text[same]) {
                same++;
            }
            if (same == text.length) {
                return true;
            }
        }
        return false;
    }

    void reset() {
        reset(client);
        Socket other = server;
        if (other != null) {
            reset(other);
        }
    }

    /** Closes with a reset and not with an orderly end. */
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyGone) {
            // That is what was wanted.
        }
    }
}
