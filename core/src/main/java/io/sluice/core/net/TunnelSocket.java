package io.sluice.core.net;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A socket that connects to a proxy and has it lead to the address that was asked for. What is sent then, only that address reads. */
final class TunnelSocket extends Socket {
    private static final int LONGEST_HEAD = 16 << 10;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})(?: .*)?", Pattern.DOTALL);

    private final OutgoingProxy proxy;

    TunnelSocket(OutgoingProxy proxy) {
        super(Proxy.NO_PROXY);
        this.proxy = proxy;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    /** @param timeout in milliseconds for the whole way; 0 for any time */
    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        if (!(endpoint instanceof InetSocketAddress target) || target.isUnresolved()) {
            throw new IllegalArgumentException("A proxy is asked for addresses, not for names");
        }
        if (proxy.spares(target.getAddress())) {
            super.connect(endpoint, timeout);
            return;
        }
        long begin = System.nanoTime();
        try {
            super.connect(proxy.address(), timeout);
        } catch (UnknownHostException unknown) {
            throw new ProxyFailure("the proxy " + proxy + " cannot be reached: its name is not known", unknown);
        } catch (IOException away) {
            throw new ProxyFailure("the proxy " + proxy + " cannot be reached: " + away.getMessage(), away);
        }
        String authority = authority(target);
        String status = ask(authority, timeout == 0 ? Long.MAX_VALUE : timeout * 1_000_000L, begin);
        if (!status.startsWith("2")) {
            close();
            throw new ProxyFailure("the proxy " + proxy + " does not lead to " + authority + ": " + meaning(status));
        }
    }

    private static String authority(InetSocketAddress target) {
        InetAddress address = target.getAddress();
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        return (address instanceof Inet6Address ? "[" + plain + "]" : plain) + ":" + target.getPort();
    }

    private String ask(String authority, long nanos, long begin) throws IOException {
        int timeoutBefore = getSoTimeout();
        String request = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n"
                + proxy.authorization()
                        .map(value -> "Proxy-Authorization: " + value + "\r\n")
                        .orElse("")
                + "\r\n";
        String head;
        try {
            getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            head = head(getInputStream(), nanos, begin);
            setSoTimeout(timeoutBefore);
        } catch (IOException silent) {
            close();
            throw new ProxyFailure("the proxy " + proxy + " gave no answer when asked for " + authority, silent);
        }
        Matcher status = STATUS.matcher(head.lines().findFirst().orElse(""));
        if (!status.matches()) {
            close();
            throw new ProxyFailure("the proxy " + proxy + " gave an answer that is not of HTTP");
        }
        return status.group(1);
    }

    /** Byte by byte: what stands behind the empty line is the other end's. */
    private String head(InputStream in, long nanos, long begin) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int lineFeeds = 0;
        while (lineFeeds < 2) {
            waitAtMost(nanos, begin);
            int next = in.read();
            if (next < 0 || head.size() == LONGEST_HEAD) {
                throw new EOFException("the answer has no end");
            }
            head.write(next);
            if (next != '\r') {
                lineFeeds = next == '\n' ? lineFeeds + 1 : 0;
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private void waitAtMost(long nanos, long begin) throws IOException {
        if (nanos != Long.MAX_VALUE) {
            long left = (nanos - (System.nanoTime() - begin)) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("the answer came too slowly");
            }
            setSoTimeout((int) left);
        }
    }

    private static String meaning(String status) {
        return switch (status) {
            case "407" -> "it asks for credentials, or for others (407); look at OUTGOING_PROXY";
            case "403", "405" ->
                "it does not allow that (" + status + "); have it allow CONNECT to that port of any address";
            case "502", "503", "504" -> "it cannot reach that address (" + status + ")";
            default -> "it answered " + status;
        };
    }
}
