package io.sluice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;

/**
 * The server's decoder, made strict: what two readers could read in two ways is refused, and nothing behind it on the connection is
 * read. It adds to the decoder of Vert.x a second look at the bytes of the head ({@link HeadBytes}), which costs about 100 ns, and
 * the rules of RFC 9112 about fields that decide where a request ends ({@link HeadFields}). It also tells {@link Unfinished} of
 * requests that do not arrive in one piece.
 *
 * <p>It stands on classes that Vert.x does not promise to keep, because nothing that it does promise sees the bytes.
 */
public final class RequestDecoder extends VertxHttpRequestDecoder {
    private enum Part {
        NONE,
        HEAD,
        BODY,
        TRAILERS
    }

    /** How often one connection is read before it is the others' turn. */
    private static final int READS_IN_TURN = 2;
    /** Bytes: more than what a sender has under way when it is told to stop, on most networks. */
    private static final long MOST_THROWN_AWAY = 1024 * 1024;

    private final HeadBytes bytes = new HeadBytes();
    private final HeadFields fields = new HeadFields();
    private final KnownWords known = new KnownWords();
    /** Words of the head that have been read. */
    private int words;

    private final HttpConnection connection;
    private final Unfinished unfinished;
    /** The address that the connection comes from; null before the first request. */
    private String peer;

    private Part part = Part.HEAD;
    private Part watched = Part.HEAD;
    private boolean chunked;
    private boolean deaf;
    private boolean lingering;
    private long thrownAway;

    private RequestDecoder(Http1ServerConfig config, HttpConnection connection, Unfinished unfinished) {
        super(config);
        this.connection = connection;
        this.unfinished = unfinished;
    }

    /** Puts a strict decoder into a new connection. Call it before a byte has been read. */
    public static void install(HttpConnection connection, Http1ServerConfig config, Unfinished unfinished) {
        Channel channel = ((ConnectionBase) connection).channel();
        RequestDecoder decoder = new RequestDecoder(config, connection, unfinished);
        // A connection that floods must not keep the others of its event loop waiting for long.
        channel.config().setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator().maxMessagesPerRead(READS_IN_TURN));
        channel.pipeline().replace("httpDecoder", "httpDecoder", decoder);
        channel.pipeline().addBefore("httpDecoder", "lingering", new LingeringClose(decoder));
        unfinished.add(connection);
    }

    /** Whether bytes of a request may still be on their way. */
    boolean expectsMore() {
        return deaf || part != Part.HEAD || bytes.begun() || actualReadableBytes() > 0;
    }

    /** From now on what arrives is thrown away, up to a bound; then it is not read any more. */
    void linger() {
        deaf = true;
        lingering = true;
    }

    @Override
    protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
        AsciiString target = known.at(words, line, start, length);
        if (target == null) {
            target = known.remember(words, new AsciiString(line, start, length, true));
        }
        words++;
        return target.toString();
    }

    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        if (part != Part.HEAD) {
            return super.splitHeaderName(line, start, length);
        }
        AsciiString name = known.at(words, line, start, length);
        if (name == null) {
            name = known.remember(words, super.splitHeaderName(line, start, length));
        }
        words++;
        fields.name(name);
        return name;
    }

    @Override
    protected HttpMessage createMessage(String[] line) {
        if (peer == null) {
            peer = connection.remoteAddress().hostAddress();
        }
        return new RequestHead(
                HttpVersion.valueOf(line[2]), HttpMethod.valueOf(line[0]), line[1], new RequestFields(), peer);
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage request) {
        return false;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (deaf) {
            thrownAway += in.readableBytes();
            in.skipBytes(in.readableBytes());
            if (lingering && thrownAway > MOST_THROWN_AWAY) {
                context.channel()
                        .config()
                        .setAutoRead(false); // it may wait until its time is over, and costs nothing until then
            }
            return;
        }
        int from = in.readerIndex();
        int before = out.size();
        super.decode(context, in, out);
        if (part == Part.HEAD) {
            head(in, from, out, before);
        } else {
            body(in, from, out, before);
        }
    }

    private void head(ByteBuf in, int from, List<Object> out, int before) {
        if (out.size() == before) {
            bytes.read(in, from, in.readerIndex());
            return;
        }
        HttpRequest request = (HttpRequest) out.get(before);
        if (request.decoderResult().isFailure()) {
            request.setProtocolVersion(HttpVersion.HTTP_1_1); // the answer is written in the version of the request
            deaf = true;
            return;
        }
        bytes.read(in, from, in.readerIndex());
        Fault found = bytes.found() == null ? fields.check(request) : bytes.found();
        chunked = fields.chunked();
        bytes.reset();
        fields.reset();
        words = 0;
        if (found != null) {
            deaf = true;
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
            request.setDecoderResult(DecoderResult.failure(new Malformed(found)));
            removeFrom(out, before + 1);
        } else if (!(out.getLast() instanceof LastHttpContent) && !isWhole((RequestHead) request, in, out)) {
            part = Part.BODY;
        }
    }

    /** Takes a body that has arrived with its head past the decoder, which would make five objects of it and copy it once more. */
    private boolean isWhole(RequestHead head, ByteBuf in, List<Object> out) {
        if (chunked) {
            return false;
        }
        long length = HttpUtil.getContentLength(head, 0L);
        if (length > in.readableBytes()) {
            return false;
        }
        byte[] body = new byte[(int) length];
        in.readBytes(body);
        head.arrivedWith(body);
        out.add(LastHttpContent.EMPTY_LAST_CONTENT);
        reset(); // what the decoder goes on with is the next head
        return true;
    }

    private void body(ByteBuf in, int from, List<Object> out, int before) {
        int to = in.readerIndex();
        boolean last = out.size() > before && out.getLast() instanceof LastHttpContent;
        if (last && ((HttpObject) out.getLast()).decoderResult().isFailure()) {
            deaf = true;
            return;
        }
        if (part == Part.TRAILERS) {
            Fault found = HeadBytes.fields(in, from, to);
            if (found != null) {
                deaf = true;
                removeFrom(out, before);
                LastHttpContent end = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
                end.setDecoderResult(DecoderResult.failure(new Malformed(found)));
                out.add(end);
                return;
            }
        } else if (chunked && out.size() == before && isLastChunk(in, from, to)) {
            part = Part.TRAILERS;
        }
        if (last) {
            part = Part.HEAD;
        }
    }

    /** Whether the bytes are the line of a chunk of size zero. */
    private static boolean isLastChunk(ByteBuf in, int from, int to) {
        int position = from;
        while (position < to && in.getByte(position) == '0') {
            position++;
        }
        return position > from && position < to && Character.digit(in.getByte(position), 16) < 0;
    }

    /** What is dropped holds no buffer: only ends of empty bodies and trailers are. */
    private static void removeFrom(List<Object> out, int first) {
        while (out.size() > first) {
            out.removeLast();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        Part open = part == Part.TRAILERS ? Part.BODY : part;
        boolean more = expectsMore() && !deaf;
        if (more && watched != open) {
            watched = open;
            unfinished.add(connection);
        } else if (!more && watched != Part.NONE) {
            watched = Part.NONE;
            unfinished.remove(connection);
        }
        super.channelReadComplete(context);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) throws Exception {
        unfinished.remove(connection);
        super.handlerRemoved0(context);
    }
}
