package io.sluice.gateway.quarantine;

import io.sluice.core.disk.DiskFile;
import io.sluice.core.event.EventId;
import io.sluice.core.event.Header;
import io.sluice.gateway.recorded.RecordedRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * One refused request as a file. Layout, big-endian, version 1:
 *
 * <pre>
 * magic(4) headLength(4) headCrc(4) bodyLength(4) bodyCrc(4) head body
 * </pre>
 *
 * The head stands before the body with a checksum of its own, so that a list of many requests reads no body.
 */
final class RequestFile {
    static final int LEAD = 20;
    private static final int MAGIC = 0x534C5131; // "SLQ1"
    private static final int LARGEST_HEAD = 64 << 20;
    /** Bytes: what is written at once, so that the copy outside of the heap stays small. */
    private static final int PIECE = 256 * 1024;

    private RequestFile() {}

    static void write(DiskFile file, QuarantinedRequest kept) throws IOException {
        byte[] head = head(kept);
        byte[] body = kept.request().body();
        ByteBuffer lead = ByteBuffer.allocate(LEAD);
        lead.putInt(MAGIC)
                .putInt(head.length)
                .putInt(crc(head))
                .putInt(body.length)
                .putInt(crc(body));
        file.writeFully(lead.flip(), 0);
        file.writeFully(ByteBuffer.wrap(head), LEAD);
        for (int at = 0; at < body.length; at += PIECE) {
            int length = Math.min(PIECE, body.length - at);
            file.writeFully(ByteBuffer.wrap(body, at, length), (long) LEAD + head.length + at);
        }
    }

    /** @throws IOException when it cannot be read or is damaged */
    static QuarantinedRequest read(DiskFile file) throws IOException {
        Lead lead = lead(file);
        byte[] body = bytes(file, LEAD + (long) lead.headLength(), lead.bodyLength());
        if (crc(body) != lead.bodyCrc()) {
            throw new IOException("the checksum of its body does not match");
        }
        return decode(head(file, lead), body);
    }

    /** Everything but the body, which is empty. */
    static KeptRequest readHead(DiskFile file) throws IOException {
        Lead lead = lead(file);
        return new KeptRequest(decode(head(file, lead), new byte[0]), lead.bodyLength());
    }

    private record Lead(int headLength, int headCrc, int bodyLength, int bodyCrc) {}

    private static Lead lead(DiskFile file) throws IOException {
        ByteBuffer lead = ByteBuffer.wrap(bytes(file, 0, LEAD));
        if (lead.getInt() != MAGIC) {
            throw new IOException("it does not begin like a kept request, or a later version of Sluice wrote it");
        }
        Lead read = new Lead(lead.getInt(), lead.getInt(), lead.getInt(), lead.getInt());
        long expected = LEAD + (long) read.headLength() + read.bodyLength();
        if (read.headLength() < 0
                || read.headLength() > LARGEST_HEAD
                || read.bodyLength() < 0
                || expected != file.size()) {
            throw new IOException("it has " + file.size() + " bytes where its head speaks of " + expected);
        }
        return read;
    }

    private static byte[] head(DiskFile file, Lead lead) throws IOException {
        byte[] head = bytes(file, LEAD, lead.headLength());
        if (crc(head) != lead.headCrc()) {
            throw new IOException("the checksum of its head does not match");
        }
        return head;
    }

    private static byte[] bytes(DiskFile file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        if (file.readFully(bytes, position) < length) {
            throw new IOException("it ends too early");
        }
        return bytes.array();
    }

    private static byte[] head(QuarantinedRequest kept) {
        RecordedRequest request = kept.request();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(kept.id().high());
            out.writeLong(kept.id().low());
            text(out, kept.guard());
            out.writeInt(kept.status());
            text(out, kept.cause());
            text(out, request.webhookId());
            text(out, request.namespace());
            text(out, request.method());
            text(out, request.target());
            out.writeBoolean(request.secure());
            text(out, request.peer());
            out.writeLong(request.receivedMicros());
            out.writeInt(request.headers().size());
            for (Header header : request.headers()) {
                text(out, header.name());
                text(out, header.value());
            }
            out.writeInt(request.certificates().size());
            for (X509Certificate certificate : request.certificates()) {
                block(out, certificate.getEncoded());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (CertificateEncodingException unreadable) {
            throw new IllegalArgumentException("a certificate of the sender cannot be written", unreadable);
        }
        return bytes.toByteArray();
    }

    private static QuarantinedRequest decode(byte[] head, byte[] body) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(head))) {
            EventId id = new EventId(in.readLong(), in.readLong());
            String guard = text(in);
            int status = in.readInt();
            String cause = text(in);
            String webhookId = text(in);
            String namespace = text(in);
            String method = text(in);
            String target = text(in);
            boolean secure = in.readBoolean();
            String peer = text(in);
            long receivedMicros = in.readLong();
            List<Header> headers = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                headers.add(new Header(text(in), text(in)));
            }
            RecordedRequest request = new RecordedRequest(
                    webhookId,
                    namespace,
                    method,
                    target,
                    secure,
                    headers,
                    peer,
                    certificates(in),
                    body,
                    receivedMicros);
            return new QuarantinedRequest(id, request, guard, status, cause);
        } catch (CertificateException unreadable) {
            throw new IOException("a certificate in it cannot be read", unreadable);
        }
    }

    private static List<X509Certificate> certificates(DataInputStream in) throws IOException, CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            certificates.add((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block(in))));
        }
        return certificates;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        block(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(block(in), StandardCharsets.UTF_8);
    }

    private static void block(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] block(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a text of " + length + " bytes where " + in.available() + " stand");
        }
        return in.readNBytes(length);
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
