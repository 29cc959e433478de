package io.sluice.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;

/**
 * Any bytes as a request's head: the second look at them ({@link HeadBytes}) never throws, and says the same whether lines arrive at once
 * or one by one. A head that it and the rules about fields let pass has a request line of three words, no control character
 * and no line that another reader could take for the continuation of the one before; its path can be found.
 */
public final class RequestHeadFuzz {
    private static final String END = "\r\n\r\n";

    private RequestHeadFuzz() {}

    /** Called by Jazzer, and by the replay of what it found. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, ISO_8859_1);
        int end = text.indexOf(END, text.startsWith("\r\n") ? 2 : 0);
        String head = (end < 0 ? text : text.substring(0, end)) + END;
        Fault whole = bytes(head, false);
        check(whole == bytes(head, true), "another verdict when its lines arrive one by one");
        if (whole != null) {
            check(whole.problem() != null, "a fault without an answer");
            return;
        }
        String lines = head.startsWith("\r\n") ? head.substring(2) : head;
        check(lines.replace("\r\n", "").chars().noneMatch(RequestHeadFuzz::isControl), "a control character passes");
        check(lines.substring(0, lines.indexOf("\r\n")).matches("\\S+ [^ #]+ HTTP/\\d\\.\\d"), "a request line");
        check(!lines.contains("\r\n ") && !lines.contains("\r\n\t") && !lines.contains("\r\n:"), "a folded line");
        fields(head);
    }

    private static boolean isControl(int c) {
        return (c < ' ' && c != '\t') || c == 0x7F;
    }

    private static Fault bytes(String head, boolean oneByOne) {
        ByteBuf in = Unpooled.wrappedBuffer(head.getBytes(ISO_8859_1));
        HeadBytes reader = new HeadBytes();
        int from = 0;
        while (from < in.writerIndex()) {
            int to = oneByOne ? in.indexOf(from, in.writerIndex(), (byte) '\n') + 1 : in.writerIndex();
            reader.read(in, from, to);
            from = to;
        }
        return reader.found();
    }

    /** The rules about fields, on what the decoder under them makes of the head. */
    private static void fields(String head) {
        EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder());
        try {
            channel.writeInbound(Unpooled.wrappedBuffer(head.getBytes(ISO_8859_1)));
            Object first = channel.readInbound();
            if (first instanceof HttpRequest request && request.decoderResult().isSuccess()) {
                HeadFields fields = new HeadFields();
                request.headers().forEach(field -> fields.name(new AsciiString(field.getKey())));
                if (fields.check(request) == null) {
                    check(
                            request.uri().equals("*")
                                    || Router.path(request.uri()).startsWith("/"),
                            "a path");
                    check(request.headers().getAll("Host").size() <= 1, "two hosts");
                    check(request.headers().getAll("Content-Length").size() <= 1, "two lengths");
                }
            }
            ReferenceCountUtil.release(first);
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }
}
