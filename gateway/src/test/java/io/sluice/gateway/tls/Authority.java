package io.sluice.gateway.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/** Issues certificates for tests, with keys on P-256 as long as nothing else is said. */
public final class Authority {
    private static final byte[] ECDSA_SHA256 = Der.sequence(Der.oid("2a8648ce3d040302"));
    private static final Duration LONG = Duration.ofDays(3_650);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X500Principal name;
    private final KeyPair keys;
    /** Its own certificate first. */
    private final List<X509Certificate> chain;

    private Authority(X500Principal name, KeyPair keys, List<X509Certificate> chain) {
        this.name = name;
        this.keys = keys;
        this.chain = chain;
    }

    /**
     * A key and its certificate.
     *
     * @param chain its own first, without the root
     */
    public record Issued(PrivateKey key, List<X509Certificate> chain) {
        public String chainPem() {
            return chain.stream().map(Authority::pem).collect(Collectors.joining());
        }

        public String keyPem() {
            return Authority.pem("PRIVATE KEY", key.getEncoded());
        }

        public X509Certificate own() {
            return chain.getFirst();
        }
    }

    /** One that nobody has issued. */
    public static Authority root(String name) {
        return root(name, Instant.now().minus(LONG), Instant.now().plus(LONG));
    }

    static Authority root(String name, Instant from, Instant to) {
        KeyPair keys = keyPair();
        X500Principal principal = new X500Principal(name);
        return new Authority(
                principal,
                keys,
                List.of(sign(principal, keys, principal, keys.getPublic(), from, to, true, List.of())));
    }

    /** One that this one has issued. */
    public Authority below(String other) {
        KeyPair own = keyPair();
        X500Principal principal = new X500Principal(other);
        Instant now = Instant.now();
        List<X509Certificate> issued = new ArrayList<>();
        issued.add(sign(name, keys, principal, own.getPublic(), now.minus(LONG), now.plus(LONG), true, List.of()));
        issued.addAll(chain);
        return new Authority(principal, own, issued);
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    public String pem() {
        return pem(certificate());
    }

    /** @param names alternative ones: {@code dns:…}, {@code uri:…}, {@code email:…}, {@code ip:…} */
    public Issued issue(String subject, String... names) {
        return issue(subject, Instant.now().minus(LONG), Instant.now().plus(LONG), names);
    }

    /** One that is valid in that time. */
    public Issued issue(String subject, Instant from, Instant to, String... names) {
        return issue(subject, keyPair(), from, to, names);
    }

    Issued issue(String subject, KeyPair own, Instant from, Instant to, String... names) {
        List<X509Certificate> issued = new ArrayList<>();
        issued.add(sign(name, keys, new X500Principal(subject), own.getPublic(), from, to, false, List.of(names)));
        issued.addAll(chain.subList(0, chain.size() - 1));
        return new Issued(own.getPrivate(), List.copyOf(issued));
    }

    static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate sign(
            X500Principal issuer,
            KeyPair by,
            X500Principal subject,
            PublicKey key,
            Instant from,
            Instant to,
            boolean authority,
            List<String> names) {
        List<byte[]> extensions = new ArrayList<>();
        if (authority) {
            byte[] yes = Der.sequence(Der.of(0x01, new byte[] {(byte) 0xff}));
            extensions.add(Der.sequence(Der.oid("551d13"), Der.of(0x01, new byte[] {(byte) 0xff}), Der.octets(yes)));
        }
        if (!names.isEmpty()) {
            byte[][] written = names.stream().map(Authority::alternative).toArray(byte[][]::new);
            extensions.add(Der.sequence(Der.oid("551d11"), Der.octets(Der.sequence(written))));
        }
        byte[] version = Der.of(0xa0, Der.integer(BigInteger.TWO));
        byte[] further =
                extensions.isEmpty() ? new byte[0] : Der.of(0xa3, Der.sequence(extensions.toArray(byte[][]::new)));
        byte[] statement = Der.sequence(
                version,
                Der.integer(new BigInteger(64, RANDOM)),
                ECDSA_SHA256,
                issuer.getEncoded(),
                Der.sequence(Der.time(from), Der.time(to)),
                subject.getEncoded(),
                key.getEncoded(),
                further);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(by.getPrivate());
            signature.update(statement);
            byte[] whole = Der.sequence(statement, ECDSA_SHA256, Der.bits(signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] alternative(String name) {
        String kind = name.substring(0, name.indexOf(':'));
        String value = name.substring(name.indexOf(':') + 1);
        return switch (kind) {
            case "email" -> Der.text(0x81, value);
            case "dns" -> Der.text(0x82, value);
            case "uri" -> Der.text(0x86, value);
            case "ip" -> Der.of(0x87, InetAddress.ofLiteral(value).getAddress());
            default -> throw new IllegalArgumentException(name);
        };
    }

    static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    /** Writes a file next to the other and puts it into its place, as who renews certificates should. */
    public static Path write(Path folder, String name, String text) throws Exception {
        Path beside = Files.writeString(folder.resolve(name + ".new"), text);
        return Files.move(
                beside, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
