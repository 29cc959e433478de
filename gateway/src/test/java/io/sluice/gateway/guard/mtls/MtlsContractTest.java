package io.sluice.gateway.guard.mtls;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.tls.Authority;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What every guard keeps to, with every option of this one. */
final class MtlsContractTest extends GuardContract {
    private static final Authority CA = Authority.root("CN=Webhook CA,O=Example");
    private static final Authority OTHER = Authority.root("CN=Other CA,O=Example");
    private static final String SUBJECT = "CN=shop,OU=Orders,O=Example";
    private static final String NAME = "spiffe://example.org/shop";
    private static final Instant FROM = NOW.minus(Duration.ofDays(1));
    private static final Instant TO = NOW.plus(Duration.ofDays(1));
    private static final Authority.Issued RIGHT = CA.issue(SUBJECT, FROM, TO, "uri:" + NAME);

    @Override
    protected GuardFactory factory(Surroundings around) {
        return new MtlsFactory(around);
    }

    @Override
    protected String settings() {
        return """
                {"mtls": {"subject": "%s", "san": "uri:%s", "issuer": "cn=webhook ca , O=Example", "fingerprint": "%s"}}
                """.formatted(SUBJECT, NAME, new Shown(RIGHT.own()).fingerprint().orElseThrow());
    }

    @Override
    protected List<String> secrets() {
        return List.of("there is none");
    }

    @Override
    protected TestRequest right() {
        return showing(RIGHT.chain());
    }

    private static TestRequest showing(List<X509Certificate> chain) {
        return TestRequest.post("{}").certificates(chain);
    }

    @Override
    protected Map<String, TestRequest> wrong() {
        return Map.of(
                "missing", showing(List.of()),
                "what a proxy says of it",
                        showing(List.of())
                                .header("X-Client-Cert", RIGHT.chainPem().replace("\n", ""))
                                .header("X-SSL-Client-Verify", "SUCCESS"),
                "another subject",
                        showing(CA.issue("CN=shop,O=Example", FROM, TO, "uri:" + NAME)
                                .chain()),
                "another name",
                        showing(CA.issue(SUBJECT, FROM, TO, "uri:" + NAME + "s").chain()),
                "another kind of name",
                        showing(CA.issue(SUBJECT, FROM, TO, "dns:" + NAME).chain()),
                "no name", showing(CA.issue(SUBJECT, FROM, TO).chain()),
                "another issuer",
                        showing(OTHER.issue(SUBJECT, FROM, TO, "uri:" + NAME).chain()),
                "expired", right().at(TO.plusSeconds(1)),
                "from the future", right().at(FROM.minusSeconds(1)),
                "only as an issuer",
                        showing(List.of(
                                CA.issue("CN=another,O=Example", FROM, TO).own(), RIGHT.own())));
    }

    /** The same names from the same authority for other keys: nothing but the fingerprint tells them apart. */
    @Override
    protected Stream<TestRequest> mutations() {
        return Stream.generate(
                        () -> showing(CA.issue(SUBJECT, FROM, TO, "uri:" + NAME).chain()))
                .limit(3);
    }

    @Override
    protected String rotated() {
        return "";
    }
}
