package io.sluice.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;

/** The rules of RFC 9112 about the fields that decide whom a request is for and where it ends; the names are counted as they are read. */
final class HeadFields {
    private static final String SUB_DELIMITERS = "-._~!$&'()*+,;=:[]%";

    private int hosts;
    private int lengths;
    private int codings;
    private boolean oldWebSocket;

    /** A field's name has been read. */
    void name(AsciiString name) {
        switch (name.length()) {
            case 4 -> hosts += count(HttpHeaderNames.HOST, name);
            case 14 -> lengths += count(HttpHeaderNames.CONTENT_LENGTH, name);
            case 17 -> codings += count(HttpHeaderNames.TRANSFER_ENCODING, name);
            case 18 -> oldWebSocket |= count(HttpHeaderNames.SEC_WEBSOCKET_KEY1, name) > 0;
            default -> {
                // no field that these rules are about
            }
        }
    }

    private static int count(AsciiString wanted, AsciiString name) {
        return wanted.contentEqualsIgnoreCase(name) ? 1 : 0;
    }

    void reset() {
        hosts = 0;
        lengths = 0;
        codings = 0;
        oldWebSocket = false;
    }

    boolean chunked() {
        return codings > 0;
    }

    /** Says what is wrong with a whole head, or null. */
    Fault check(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        boolean isNewest = HttpVersion.HTTP_1_1.equals(version);
        if (!isNewest && !HttpVersion.HTTP_1_0.equals(version)) {
            return Fault.VERSION;
        }
        if (HttpMethod.CONNECT.equals(request.method())) {
            return Fault.TUNNEL;
        }
        if (!isTarget(request)) {
            return Fault.TARGET;
        }
        if (hosts > 1 || (hosts == 0 && isNewest)) {
            return Fault.HOST;
        }
        if (hosts == 1 && !isHost(request.headers().get(HttpHeaderNames.HOST), 0)) {
            return Fault.HOST;
        }
        if (lengths > 1) {
            return Fault.LENGTH;
        }
        if (oldWebSocket) {
            return Fault.OLD_WEB_SOCKET;
        }
        return codings == 0 ? null : checkCoding(request.headers());
    }

    private Fault checkCoding(HttpHeaders headers) {
        String coding = headers.get(HttpHeaderNames.TRANSFER_ENCODING);
        if (codings > 1 || coding.startsWith(",")) {
            return Fault.CODING;
        }
        return HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding) ? null : Fault.OTHER_CODING;
    }

    /** A path, a URL of http with a host, or the asterisk of OPTIONS: RFC 9112 section 3.2. */
    private static boolean isTarget(HttpRequest request) {
        String target = request.uri();
        if (target.charAt(0) == '/') {
            return true;
        }
        if (target.equals("*")) {
            return HttpMethod.OPTIONS.equals(request.method());
        }
        int authority = Router.authority(target);
        int end = Router.authorityEnd(target, authority);
        return authority > 0 && end > authority && isHost(target.substring(0, end), authority);
    }

    /** A host and perhaps a port, without a user's name: RFC 3986 section 3.2.2. */
    static boolean isHost(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!alphanumeric && SUB_DELIMITERS.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
