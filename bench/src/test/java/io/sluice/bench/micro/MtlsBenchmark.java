package io.sluice.bench.micro;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The guard {@code mtls} with each of its options: what a request costs on a connection whose certificate is known. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MtlsBenchmark {
    private static final long NOW = 1_798_761_600_000_000L;

    /** A certificate that signed itself; its key is nowhere. */
    private static final String PEM = """
            -----BEGIN CERTIFICATE-----
            MIIBkDCCATegAwIBAgIICYoNT3UCya0wCgYIKoZIzj0EAwMwITEQMA4GA1UEChMH
            RXhhbXBsZTENMAsGA1UEAxMEc2hvcDAeFw0yNjAxMDEwMDAwMDBaFw00NTEyMjcw
            MDAwMDBaMCExEDAOBgNVBAoTB0V4YW1wbGUxDTALBgNVBAMTBHNob3AwWTATBgcq
            hkjOPQIBBggqhkjOPQMBBwNCAAQj9fnIKLGrwA9OLBQoSflXOEpbmd+8GtuaqGf0
            nFU6C/OwVjrH5l0J7+weJ2P3CkdJV9GxiVy3TwwItMf4Np9jo1kwVzAdBgNVHQ4E
            FgQURT45PDwGcTQDQV9oi9Zn/BGRyWMwNgYDVR0RBC8wLYYZc3BpZmZlOi8vZXhh
            bXBsZS5vcmcvc2hvcIIQc2hvcC5leGFtcGxlLmNvbTAKBggqhkjOPQQDAwNHADBE
            AiBfi1J8EV8oAqcGojAvlI6OzDKGtUzfCovgnGS2c2GdSAIgS2LIBNkX+/9Dvf0t
            OKjokYZwseMww4fJlAKmzsBKZcA=
            -----END CERTIFICATE-----
            """;

    private static final String PRINT = "e57a3b2037829efec2248b1a2d8cc171eecc56d61df0f70b2f7f7e5835c58183";

    @Param({
        "{}",
        "{\"subject\": \"SUBJECT\"}",
        "{\"issuer\": \"SUBJECT\"}",
        "{\"san\": \"uri:NAME\"}",
        "{\"fingerprint\": \"PRINT\"}"
    })
    public String option;

    private Guard guard;
    private WebhookRequest request;

    /** A POST on a connection with that certificate. */
    private record Shown(PostedRequest plain, List<X509Certificate> clientCertificates) implements WebhookRequest {
        @Override
        public String webhookId() {
            return plain.webhookId();
        }

        @Override
        public String method() {
            return plain.method();
        }

        @Override
        public String target() {
            return plain.target();
        }

        @Override
        public String path() {
            return plain.path();
        }

        @Override
        public String query() {
            return plain.query();
        }

        @Override
        public String scheme() {
            return plain.scheme();
        }

        @Override
        public String authority() {
            return plain.authority();
        }

        @Override
        public String header(String name) {
            return plain.header(name);
        }

        @Override
        public List<String> headers(String name) {
            return plain.headers(name);
        }

        @Override
        public void forEachHeader(BiConsumer<String, String> field) {
            plain.forEachHeader(field);
        }

        @Override
        public String peer() {
            return plain.peer();
        }

        @Override
        public String source() {
            return plain.source();
        }

        @Override
        public byte[] body() {
            return plain.body();
        }

        @Override
        public long receivedMicros() {
            return plain.receivedMicros();
        }
    }

    @Setup
    public void certificate() throws CertificateException {
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(PEM.getBytes(StandardCharsets.US_ASCII)));
        guard = BenchedGuard.forgetting(
                "mtls",
                "{\"mtls\": "
                        + option.replace("SUBJECT", "CN=shop,O=Example")
                                .replace("NAME", "spiffe://example.org/shop")
                                .replace("PRINT", PRINT)
                        + "}");
        request = new Shown(new PostedRequest("X-None", "", NOW), List.of(certificate));
        if (!(guard.check(request).join() instanceof Verdict.Accept)) {
            throw new IllegalStateException("the guard does not judge as it should");
        }
    }

    @Benchmark
    public Verdict right() {
        return guard.check(request).join();
    }
}
