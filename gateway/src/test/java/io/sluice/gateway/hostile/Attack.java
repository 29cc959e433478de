package io.sluice.gateway.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sluice.gateway.coding.Compressed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What somebody may do to a gateway with many connections at once; each does its part again and again until the others have had enough. */
enum Attack {
    /** A byte of a head now and then. */
    SLOW_HEADS {
        @Override
        void strike(Socket socket, CountDownLatch over) throws Exception {
            drip(socket, "POST /webhook/orders HTTP/1.1\r\nHost: h\r\nX-A: ", over);
        }
    },
    /** A byte of a body now and then. */
    SLOW_BODIES {
        @Override
        void strike(Socket socket, CountDownLatch over) throws Exception {
            drip(socket, HEAD + "Content-Length: 1000\r\n\r\n", over);
        }
    },
    /** Heads of fields without an end. */
    HEADER_FLOOD {
        @Override
        void strike(Socket socket, CountDownLatch over) throws Exception {
            flood(socket, HEAD, "X-Flood: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(64), over);
        }
    },
    /** A request line without an end. */
    URL_FLOOD {
        @Override
        void strike(Socket socket, CountDownLatch over) throws Exception {
            flood(socket, "POST /webhook/", "a".repeat(4_096), over);
        }
    },
    /** A gigabyte announced, and as much of it sent as is let in. */
    DECLARED_GIGABYTE {
        @Override
        void strike(Socket socket, CountDownLatch over) throws Exception {
            flood(socket, HEAD + "Content-Length: 1073741824\r\n\r\n", "a".repeat(65_536), over);
        }
    },
    /** Chunks without an end. */
    ENDLESS_CHUNKS {
        @Override
        void strike(Socket socket, CountDownLatch over) throws Exception {
            flood(socket, HEAD + "Transfer-Encoding: chunked\r\n\r\n", "10000\r\n" + "a".repeat(65_536) + "\r\n", over);
        }
    },
    /** Bytes said to be gzip that are none. */
    BROKEN_GZIP {
        @Override
        void strike(Socket socket, CountDownLatch over) throws Exception {
            whole(socket, GZIP, () -> "\u001f\u008b\b\0".repeat(2_500));
        }
    },
    /** Ten kilobytes that are as many megabytes when they are inflated, just within the limit, and no JSON at their end. */
    GZIP_WITHIN_THE_LIMIT {
        @Override
        void strike(Socket socket, CountDownLatch over) throws Exception {
            whole(socket, GZIP, () -> gzip(" ".repeat(10 * 1024 * 1024 - 1) + "x"));
        }
    },
    /** A hundred kilobytes that would be a hundred megabytes. */
    GZIP_BOMB {
        @Override
        void strike(Socket socket, CountDownLatch over) throws Exception {
            whole(socket, GZIP, () -> gzip("\0".repeat(100_000_000)));
        }
    },
    /** As many small gzip members as fit. */
    GZIP_MEMBERS {
        @Override
        void strike(Socket socket, CountDownLatch over) throws Exception {
            whole(socket, GZIP, () -> gzip("").repeat(50_000));
        }
    },
    DEEP_JSON {
        @Override
        void strike(Socket socket, CountDownLatch over) throws Exception {
            whole(socket, "", () -> "[".repeat(100_000) + "]".repeat(100_000));
        }
    },
    /** A million names in one object, which is allowed. */
    MANY_NAMES {
        @Override
        void strike(Socket socket, CountDownLatch over) throws Exception {
            whole(socket, "", () -> "{" + "\"a\":1,".repeat(1_000_000) + "\"a\":1}");
        }
    },
    HUGE_NUMBER {
        @Override
        void strike(Socket socket, CountDownLatch over) throws Exception {
            whole(socket, "", () -> "[" + "1".repeat(1_000_000) + "]");
        }
    },
    INVALID_UTF8 {
        @Override
        void strike(Socket socket, CountDownLatch over) throws Exception {
            whole(socket, "", () -> "[\"" + "\u00c3\u00a9".repeat(400_000) + "\u00ff\"]");
        }
    },
    /** Names of webhooks that nobody configured, each another. */
    NAMES {
        @Override
        void strike(Socket socket, CountDownLatch over) throws Exception {
            String name = "n" + System.nanoTime();
            send(socket, "POST /webhook/" + name + " HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}");
            readHead(socket.getInputStream());
        }
    };

    private static final String GZIP = "Content-Encoding: gzip\r\n";
    private static final String HEAD = "POST /webhook/orders HTTP/1.1\r\nHost: h\r\n";
    private static final int ATTACKERS = 50;

    @SuppressWarnings("ImmutableEnumChecker") // computed once and always the same
    private volatile byte[] request;

    /** One connection's part, from its begin to its end. */
    abstract void strike(Socket socket, CountDownLatch over) throws Exception;

    /** Strikes on many connections until the count is down. What the gateway does to a connection is never an error here. */
    void run(int port, CountDownLatch over, Tally tally) throws InterruptedException {
        Thread[] attackers = new Thread[this == MANY_NAMES ? 2 : ATTACKERS];
        for (int i = 0; i < attackers.length; i++) {
            attackers[i] = Thread.startVirtualThread(() -> {
                while (over.getCount() > 0) {
                    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        socket.setSoTimeout(20_000);
                        tally.struck();
                        strike(socket, over);
                    } catch (Exception turnedAway) {
                        tally.turnedAway();
                    }
                }
            });
        }
        for (Thread attacker : attackers) {
            attacker.join();
        }
    }

    private static String gzip(String text) {
        return new String(Compressed.gzip(text.getBytes(ISO_8859_1)), ISO_8859_1);
    }

    private static void send(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    }

    private static void drip(Socket socket, String begin, CountDownLatch over) throws Exception {
        send(socket, begin);
        while (!over.await(50, TimeUnit.MILLISECONDS)) {
            send(socket, "a");
        }
    }

    private static void flood(Socket socket, String begin, String piece, CountDownLatch over) throws Exception {
        send(socket, begin);
        byte[] bytes = piece.getBytes(ISO_8859_1);
        OutputStream out = socket.getOutputStream();
        while (over.getCount() > 0) {
            out.write(bytes);
        }
    }

    /** The bytes are made once. */
    final void whole(Socket socket, String fields, Supplier<String> body) throws Exception {
        byte[] bytes = request;
        if (bytes == null) {
            String text = body.get();
            bytes = (HEAD + fields + "Content-Length: " + text.length() + "\r\n\r\n" + text).getBytes(ISO_8859_1);
            request = bytes;
        }
        socket.getOutputStream().write(bytes);
        readHead(socket.getInputStream());
    }

    private static void readHead(InputStream in) throws IOException {
        int last = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            last = next == '\n' || next == '\r' ? last + 1 : 0;
            if (last == 4) {
                return;
            }
        }
    }

    /** Counts over all attackers. */
    static final class Tally {
        private final java.util.concurrent.atomic.LongAdder strikes = new java.util.concurrent.atomic.LongAdder();
        private final java.util.concurrent.atomic.LongAdder turnedAway = new java.util.concurrent.atomic.LongAdder();

        void struck() {
            strikes.increment();
        }

        void turnedAway() {
            turnedAway.increment();
        }

        @Override
        public String toString() {
            return strikes + " connections, " + turnedAway + " cut off";
        }
    }
}
