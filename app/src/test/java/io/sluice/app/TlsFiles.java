package io.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;

/** A certificate that signs itself, from the JDK's own tool, as the files and variables of a port with TLS. */
final class TlsFiles {
    private static final String PASSWORD = "changeit";

    private TlsFiles() {}

    /** @param folder where the files are written */
    static Map<String, String> in(Path folder) throws Exception {
        Path store = folder.resolve("tls.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-ext",
                        "bc:c",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Path certificate = write(
                folder.resolve("tls.pem"),
                "CERTIFICATE",
                keys.getCertificate("own").getEncoded());
        Path key = write(
                folder.resolve("tls.key"),
                "PRIVATE KEY",
                keys.getKey("own", PASSWORD.toCharArray()).getEncoded());
        return Map.of(
                "TLS_PORT",
                "0",
                "TLS_CERTIFICATE_FILE",
                certificate.toString(),
                "TLS_KEY_FILE",
                key.toString(),
                "TLS_CLIENT_CA_FILE",
                certificate.toString());
    }

    private static Path write(Path file, String label, byte[] der) throws Exception {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return Files.writeString(file, "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    }
}
