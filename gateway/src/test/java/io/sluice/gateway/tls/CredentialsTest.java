package io.sluice.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.options.TlsOptions;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What certificates and keys are taken from files, and what is said of others. */
final class CredentialsTest {
    private static final Authority CA = Authority.root("CN=Test CA");
    private static final Authority.Issued OWN = CA.below("CN=Issuing CA").issue("CN=gateway", "dns:localhost");
    private final Instant longAgo = Instant.now().minus(Duration.ofDays(10));
    private final Instant later = Instant.now().plus(Duration.ofDays(10));

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws Exception {
        put("tls.pem", OWN.chainPem());
        put("key.pem", OWN.keyPem());
        put("ca.pem", CA.pem());
    }

    private void put(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }

    private TlsOptions options() {
        return new TlsOptions(
                0,
                folder.resolve("tls.pem"),
                folder.resolve("key.pem"),
                Optional.of(folder.resolve("ca.pem")),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                false);
    }

    private Credentials read() throws UnusableFile {
        return Credentials.of(Credentials.Files.read(options()));
    }

    private void refused(String... words) {
        assertThatThrownBy(this::read)
                .isInstanceOf(UnusableFile.class)
                .message()
                .contains(words);
    }

    @Test
    void a_chain_with_its_key_is_taken_and_there_is_nothing_to_say_of_it() throws Exception {
        assertThat(read().warnings(options(), Instant.now())).isEmpty();
        assertThat(read().trusts(CA.issue("CN=shop").chain())).isTrue();
        assertThat(read().trusts(CA.below("CN=between").issue("CN=shop").chain()))
                .isTrue();
        assertThat(read().trusts(Authority.root("CN=Test CA").issue("CN=shop").chain()))
                .isFalse();
    }

    @Test
    void comments_around_the_blocks_and_several_authorities_are_taken() throws Exception {
        Authority second = Authority.root("CN=Second CA");
        put("ca.pem", "# of the old senders\n" + CA.pem() + "\nof the new ones\n" + second.pem());
        put("key.pem", "Bag Attributes\n    friendlyName: gateway\n" + OWN.keyPem());
        assertThat(read().trusts(second.issue("CN=shop").chain())).isTrue();
    }

    @Test
    void keys_of_every_kind_and_form_are_taken() throws Exception {
        for (String kind : new String[] {"RSA", "Ed25519", "EC"}) {
            KeyPair pair = KeyPairGenerator.getInstance(kind).generateKeyPair();
            put("tls.pem", CA.issue("CN=gateway", pair, longAgo, later).chainPem());
            put("key.pem", Authority.pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            assertThat(read().expiry()).as(kind).isAfter(Instant.now());
        }
    }

    @Test
    void the_older_forms_of_rsa_and_ec_are_taken() throws Exception {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        byte[] pkcs8 = rsa.getPrivate().getEncoded();
        put("tls.pem", CA.issue("CN=gateway", rsa, longAgo, later).chainPem());
        put("key.pem", Authority.pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length)));
        assertThat(read().expiry()).isAfter(Instant.now());

        KeyPair ec = Authority.keyPair();
        byte[] number = new byte[32];
        byte[] value = ((ECPrivateKey) ec.getPrivate()).getS().toByteArray();
        int length = Math.min(32, value.length);
        System.arraycopy(value, value.length - length, number, 32 - length, length);
        byte[] curve = Der.oid("2a8648ce3d030107");
        byte[] sec1 = Der.sequence(Der.integer(BigInteger.ONE), Der.octets(number), Der.of(0xa0, curve));
        put("tls.pem", CA.issue("CN=gateway", ec, longAgo, later).chainPem());
        put("key.pem", Authority.pem("EC PARAMETERS", curve) + Authority.pem("EC PRIVATE KEY", sec1));
        assertThat(read().expiry()).isAfter(Instant.now());

        byte[] nameless = Der.sequence(Der.integer(BigInteger.ONE), Der.octets(number));
        put("key.pem", Authority.pem("EC PRIVATE KEY", nameless));
        refused("TLS_KEY_FILE", "does not name its curve", "openssl pkey");
        put("key.pem", Authority.pem("EC PRIVATE KEY", new byte[] {0x30, 0x7f, 1}));
        refused("TLS_KEY_FILE", "cannot be read");
    }

    @Test
    void a_file_that_is_not_there_is_named() throws Exception {
        Files.delete(folder.resolve("key.pem"));
        refused("TLS_KEY_FILE", "key.pem does not exist");
        Files.delete(folder.resolve("tls.pem"));
        refused("TLS_CERTIFICATE_FILE", "tls.pem does not exist");
    }

    @Test
    void what_is_no_pem_is_named() throws Exception {
        put("ca.pem", "nothing");
        refused("TLS_CLIENT_CA_FILE", "ca.pem holds no certificate");
        put("ca.pem", Authority.pem("CERTIFICATE", new byte[] {1, 2, 3}));
        refused("TLS_CLIENT_CA_FILE", "cannot be read");
        put("key.pem", "nothing");
        refused("TLS_KEY_FILE", "key.pem holds no private key");
        put("key.pem", "-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----\n");
        refused("TLS_KEY_FILE", "not in Base64");
        put("key.pem", Authority.pem("PRIVATE KEY", new byte[] {1, 2, 3}));
        refused("TLS_KEY_FILE", "cannot be read");
        put("key.pem", Authority.pem("DSA PRIVATE KEY", new byte[] {1, 2, 3}));
        refused("TLS_KEY_FILE", "DSA PRIVATE KEY");
    }

    @Test
    void an_encrypted_key_is_refused_with_the_command_that_helps() throws Exception {
        put("key.pem", Authority.pem("ENCRYPTED PRIVATE KEY", new byte[] {1}));
        refused("TLS_KEY_FILE", "is encrypted", "openssl pkey -in OLD -out NEW");
        put("key.pem", """
                -----BEGIN RSA PRIVATE KEY-----
                Proc-Type: 4,ENCRYPTED
                DEK-Info: AES-128-CBC,00

                AAAA
                -----END RSA PRIVATE KEY-----
                """);
        refused("TLS_KEY_FILE", "is encrypted");
    }

    @Test
    void a_key_of_another_certificate_is_refused() throws Exception {
        put("key.pem", CA.issue("CN=gateway").keyPem());
        refused("TLS_KEY_FILE", "is not the key of the first certificate", "made together");
        put(
                "key.pem",
                Authority.pem(
                        "PRIVATE KEY",
                        KeyPairGenerator.getInstance("RSA")
                                .generateKeyPair()
                                .getPrivate()
                                .getEncoded()));
        refused("TLS_KEY_FILE", "is not the key of the first certificate");
        put("key.pem", OWN.keyPem());
        put("tls.pem", Authority.pem(OWN.chain().getLast()) + Authority.pem(OWN.own()));
        refused("TLS_KEY_FILE", "own certificate first");
    }

    @Test
    void what_is_out_of_its_time_works_and_is_told() throws Exception {
        Authority.Issued old = CA.issue("CN=gateway", longAgo, longAgo.plusSeconds(9));
        put("tls.pem", old.chainPem());
        put("key.pem", old.keyPem());
        put("ca.pem", Authority.root("CN=Next CA", later, later.plusSeconds(9)).pem());
        assertThat(read().warnings(options(), Instant.now()))
                .satisfiesExactly(
                        own -> assertThat(own).contains("TLS_CERTIFICATE_FILE", "CN=gateway, which has expired at"),
                        ca -> assertThat(ca).contains("TLS_CLIENT_CA_FILE", "CN=Next CA, which is valid only from"));
    }

    @Test
    void no_message_shows_a_key() throws Exception {
        String inside = OWN.keyPem().lines().skip(1).findFirst().orElseThrow();
        put("key.pem", OWN.keyPem().replace("-----END", "!-----END"));
        assertThatThrownBy(this::read).message().doesNotContain(inside);
        assertThat(Credentials.Files.read(options()).toString()).doesNotContain(inside);
    }
}
