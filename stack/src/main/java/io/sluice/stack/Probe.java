package io.sluice.stack;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks a server whether it is ready. */
public interface Probe {

    /** Whether it answers now as a ready server does. Never throws, never waits longer than two seconds. */
    boolean ready();

    /** Ready when the URL answers 200. */
    static Probe http(String url) {
        return () -> {
            try {
                HttpURLConnection connection =
                        (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
                connection.setConnectTimeout(500);
                connection.setReadTimeout(1000);
                try {
                    return connection.getResponseCode() == 200;
                } finally {
                    connection.disconnect();
                }
            } catch (IOException notYet) {
                return false;
            }
        };
    }

    /** Ready when Redis answers {@code PONG}. */
    static Probe redis(int port) {
        return () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                socket.setSoTimeout(1000);
                socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
                return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
            } catch (IOException notYet) {
                return false;
            }
        };
    }
}
