package io.sluice.bench.prove;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * The destination of a proof, a process of its own: writes down the id and the digest of everything it gets before it says 200. What is
 * written to a file outlives its process, so killing it loses nothing that it said it had.
 */
public final class Receiver {
    private final FileChannel file;

    private Receiver(FileChannel file) {
        this.file = file;
    }

    /** Arguments: port, file. */
    public static void main(String[] arguments) throws IOException {
        FileChannel file = FileChannel.open(
                Path.of(arguments[1]), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hook", new Receiver(file)::take);
        server.createContext("/ready", exchange -> answer(exchange, 200));
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestHeaders().getFirst("X-Event-Id");
        byte[] body = exchange.getRequestBody().readAllBytes();
        write(id + " " + Digest.of(body) + "\n");
        answer(exchange, 200);
    }

    private synchronized void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /** What one wrote down: the digests that came with each id, and how many lines there are. */
    record Received(Map<String, Set<Digest>> byId, long deliveries) {}

    static Received read(Path file) throws IOException {
        Map<String, Set<Digest>> byId = new HashMap<>();
        long deliveries = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
            if (line.length() > 37) { // a line that a kill has cut off was not acknowledged either
                String[] words = line.split(" ", 2);
                if (words.length == 2 && words[1].length() == 64) {
                    byId.computeIfAbsent(words[0], id -> HashSet.newHashSet(1)).add(Digest.parse(words[1]));
                    deliveries++;
                }
            }
        }
        return new Received(byId, deliveries);
    }
}
