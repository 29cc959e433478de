package io.sluice.gateway.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.sluice.gateway.options.TlsOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * What the files of {@link TlsOptions} said at one moment, tried out and ready to be used. Each has sessions of its own, so that none is
 * resumed that was begun with others. Thread-safe.
 */
final class Credentials {
    private static final char[] IN_MEMORY = "in memory".toCharArray();

    private final List<X509Certificate> chain;
    private final List<X509Certificate> authorities;
    private final Optional<X509TrustManager> trust;
    private final SslContext context;

    private Credentials(
            List<X509Certificate> chain,
            List<X509Certificate> authorities,
            Optional<X509TrustManager> trust,
            SslContext context) {
        this.chain = chain;
        this.authorities = authorities;
        this.trust = trust;
        this.context = context;
    }

    /**
     * The files' texts.
     *
     * @param authorities empty when senders are not asked
     */
    record Files(PemFile certificate, PemFile key, Optional<PemFile> authorities) {
        static Files read(TlsOptions options) throws UnusableFile {
            return new Files(
                    PemFile.read(TlsOptions.CERTIFICATE, options.certificate()),
                    PemFile.read(TlsOptions.KEY, options.key()),
                    options.clientCa().isPresent()
                            ? Optional.of(PemFile.read(
                                    TlsOptions.CLIENT_CA, options.clientCa().get()))
                            : Optional.empty());
        }

        /** Changes with what stands in them. */
        String fingerprint() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                for (String text : List.of(
                        certificate.text(),
                        key.text(),
                        authorities.map(PemFile::text).orElse(""))) {
                    digest.update(text.getBytes(StandardCharsets.ISO_8859_1));
                    digest.update((byte) 0);
                }
                return HexFormat.of().formatHex(digest.digest());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every Java platform has SHA-256", e);
            }
        }
    }

    /** @throws UnusableFile when TLS cannot be spoken with them, with the cure */
    static Credentials of(Files files) throws UnusableFile {
        List<X509Certificate> chain = files.certificate().certificates();
        PrivateKey key = PrivateKeyFile.read(files.key());
        if (!fits(key, chain.getFirst().getPublicKey())) {
            boolean later = chain.stream().skip(1).anyMatch(certificate -> fits(key, certificate.getPublicKey()));
            throw files.key()
                    .unusable(
                            "is not the key of the first certificate in "
                                    + files.certificate().file(),
                            later
                                    ? "write the gateway's own certificate first, then those of its issuers"
                                    : "name the key and the certificate that were made together");
        }
        List<X509Certificate> authorities =
                files.authorities().isPresent() ? files.authorities().get().certificates() : List.of();
        try {
            Optional<TrustManagerFactory> trust =
                    authorities.isEmpty() ? Optional.empty() : Optional.of(trust(authorities));
            return new Credentials(chain, authorities, trust.map(Credentials::x509), context(keys(key, chain), trust));
        } catch (GeneralSecurityException | IOException unfit) {
            throw files.certificate()
                    .unusable("cannot be used for TLS", "look at certificate and key: " + unfit.getMessage());
        }
    }

    /** Whether a private key belongs to a public one: what the one signs, the other verifies. */
    private static boolean fits(PrivateKey own, PublicKey shown) {
        String algorithm = switch (own.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "EdDSA", "Ed25519" -> "EdDSA";
            default -> "";
        };
        if (algorithm.isEmpty()) {
            return own.getAlgorithm().equals(shown.getAlgorithm());
        }
        try {
            byte[] text = "whose key is it".getBytes(StandardCharsets.US_ASCII);
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(own);
            signature.update(text);
            byte[] made = signature.sign();
            signature.initVerify(shown);
            signature.update(text);
            return signature.verify(made);
        } catch (GeneralSecurityException anotherKind) {
            return false;
        }
    }

    private static KeyManagerFactory keys(PrivateKey key, List<X509Certificate> chain)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, IN_MEMORY);
        store.setKeyEntry("gateway", key, IN_MEMORY, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
        factory.init(store, IN_MEMORY);
        return factory;
    }

    private static TrustManagerFactory trust(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, IN_MEMORY);
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory;
    }

    private static X509TrustManager x509(TrustManagerFactory factory) {
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    private static SslContext context(KeyManagerFactory keys, Optional<TrustManagerFactory> trust) throws SSLException {
        SslContextBuilder builder =
                SslContextBuilder.forServer(keys).sslProvider(SslProvider.JDK).protocols("TLSv1.3", "TLSv1.2");
        trust.ifPresent(authorities -> builder.trustManager(authorities).clientAuth(ClientAuth.OPTIONAL));
        return builder.build();
    }

    SslContext context() {
        return context;
    }

    /** Whether others of senders count than before. */
    boolean trustsOthersThan(Credentials before) {
        return !Set.copyOf(authorities).equals(Set.copyOf(before.authorities));
    }

    /** Whether a sender's certificates chain to an authority of these. Takes as long as some signatures take to verify. */
    boolean trusts(List<X509Certificate> shown) {
        if (trust.isEmpty() || shown.isEmpty()) {
            return false;
        }
        try {
            trust.get()
                    .checkClientTrusted(
                            shown.toArray(X509Certificate[]::new),
                            shown.getFirst().getPublicKey().getAlgorithm());
            return true;
        } catch (CertificateException foreign) {
            return false;
        }
    }

    /** When the first of the gateway's own chain expires. */
    Instant expiry() {
        return earliest(chain).orElseThrow();
    }

    /** When the first of the senders' authorities expires; empty when senders are not asked. */
    Optional<Instant> authoritiesExpiry() {
        return earliest(authorities);
    }

    private static Optional<Instant> earliest(List<X509Certificate> certificates) {
        return certificates.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder());
    }

    /** What the operator should know although it works, one line each. */
    List<String> warnings(TlsOptions options, Instant now) {
        return Arrays.asList(
                        warning(TlsOptions.CERTIFICATE + ": " + options.certificate(), chain, now),
                        warning(
                                TlsOptions.CLIENT_CA + ": "
                                        + options.clientCa()
                                                .map(Object::toString)
                                                .orElse(""),
                                authorities,
                                now))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> warning(String file, List<X509Certificate> certificates, Instant now) {
        for (X509Certificate certificate : certificates) {
            Instant from = certificate.getNotBefore().toInstant();
            Instant to = certificate.getNotAfter().toInstant();
            String name = " holds " + certificate.getSubjectX500Principal().getName();
            if (now.isAfter(to)) {
                return Optional.of(file + name + ", which has expired at " + to + "; renew it");
            }
            if (now.isBefore(from)) {
                return Optional.of(file + name + ", which is valid only from " + from + "; look at the clock");
            }
        }
        return Optional.empty();
    }
}
