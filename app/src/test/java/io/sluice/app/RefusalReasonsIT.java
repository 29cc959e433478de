package io.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reasons of a refusal in docs/METRICS.md against the refusals of a running gateway. */
class RefusalReasonsIT {
    private static final String WEBHOOKS = """
            {"open": {"module": "log"},
             "authorization": {"module": "log", "authorization": "Bearer x"},
             "basic_auth": {"module": "log", "basic_auth": {"username": "x", "password": "x"}},
             "digest_auth": {"module": "log", "digest_auth": {"username": "x", "password": "x"}},
             "oauth1": {"module": "log", "oauth1": {"consumer_key": "x", "consumer_secret": "x"}},
             "header_auth": {"module": "log", "header_auth": {"api_key": "x"}},
             "query_auth": {"module": "log", "query_auth": {"api_key": "x"}},
             "hmac": {"module": "log", "hmac": {"secret": "x"}},
             "jwt": {"module": "log", "jwt": {"secret": "x"}},
             "jwt_keys_unavailable": {"module": "log", "jwt": {"jwks_url": "http://127.0.0.1:1/", "allowed_hosts": ["127.0.0.1"]}},
             "signature": {"module": "log", "signature": {"public_key": "JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs="}},
             "http_signature": {"module": "log", "http_signature": {"keys": {"id": "x", "secret": "x"}}},
             "mtls": {"module": "log", "mtls": {}},
             "provider": {"module": "log", "provider": {"name": "github", "secret": "x"}},
             "json_schema": {"module": "log", "json_schema": {"type": "array"}},
             "idempotency": {"module": "log", "idempotency": {"key": "Idempotency-Key", "required": true}},
             "oauth2": {"module": "log", "oauth2": {"jwt_secret": "x"}},
             "oauth2_unavailable": {"module": "log", "oauth2": {
               "introspection_endpoint": "http://127.0.0.1:1/", "allowed_hosts": ["127.0.0.1"], "client_id": "x", "client_secret": "x"}},
             "recaptcha": {"module": "log", "recaptcha": {"secret_key": "x"}},
             "recaptcha_unavailable": {"module": "log", "recaptcha": {
               "verify_url": "http://127.0.0.1:1/", "allowed_hosts": ["127.0.0.1"], "secret_key": "x"}},
             "ip_whitelist": {"module": "log", "ip_whitelist": ["192.0.2.0/24"]},
             "auth": {"module": "log", "auth": {"any_of": [{"hmac": {"secret": "x"}}, {"authorization": "Bearer x"}]}},
             "rate_limit": {"module": "log", "rate_limit": {"max_requests": 0, "window_seconds": 60}},
             "tried": {"module": "log", "authorization": "Bearer x"}}
            """;

    /** What it takes a broken disk, a lost Redis, a full memory, a slow sender or a bug to see. */
    private static final Set<String> NOT_TRIED_HERE = Set.of(
            "aborted",
            "closing",
            "digest_auth_nonce_unknown",
            "digest_auth_replay_unknown",
            "guard_failed",
            "hmac_replay_unknown",
            "http_signature_busy",
            "http_signature_replay_unknown",
            "idempotency_busy",
            "idempotency_pending",
            "idempotency_unknown",
            "journal_busy",
            "journal_failed",
            "journal_full",
            "journal_slow",
            "json_schema_busy",
            "jwt_busy",
            "jwt_replay_unknown",
            "oauth1_replay_unknown",
            "oauth2_busy",
            "provider_busy",
            "provider_replay_unknown",
            "provider_unknown",
            "rate_limit_unknown",
            "recaptcha_replay_unknown",
            "signature_busy",
            "signature_replay_unknown",
            "too_many_bodies",
            "too_slow",
            "unencodable",
            "wrong_method");

    @TempDir
    private static Path folder;

    private static MeasuredGateway gateway;
    private static Map<String, Set<Integer>> documented;

    /** @param request a method and a target, or anything that is sent as it stands when it ends with a line */
    record Refused(String reason, String request, String header, String body) {
        static Refused at(String webhook, String reason, String header, String body) {
            return new Refused(reason, "POST /webhook/" + webhook, header, body);
        }

        int send() throws Exception {
            return request.endsWith("\r\n") ? gateway.send(request) : gateway.send(request, header, body);
        }

        @Override
        public String toString() {
            return reason;
        }
    }

    static Map<String, Refused> refusals() {
        Map<String, Refused> refusals = new TreeMap<>();
        for (String guard : Set.of(
                "authorization",
                "basic_auth",
                "digest_auth",
                "oauth1",
                "header_auth",
                "query_auth",
                "hmac",
                "http_signature",
                "jwt",
                "signature",
                "mtls",
                "provider",
                "json_schema",
                "idempotency",
                "oauth2",
                "recaptcha",
                "ip_whitelist",
                "auth",
                "rate_limit")) {
            refusals.put(guard, Refused.at(guard, guard, "", "{}"));
        }
        for (Refused refused : Set.of(
                Refused.at(
                        "jwt_keys_unavailable",
                        "jwt_keys_unavailable",
                        "Authorization: Bearer eyJhbGciOiJSUzI1NiJ9.e30.AA",
                        "{}"),
                Refused.at("oauth2_unavailable", "oauth2_unavailable", "Authorization: Bearer x", "{}"),
                Refused.at("recaptcha_unavailable", "recaptcha_unavailable", "X-Recaptcha-Token: x", "{}"),
                Refused.at("tried", "failed_attempts", "", "{}"),
                Refused.at("open", "malformed_json", "", "{"),
                Refused.at("open", "unsupported_media_type", "Content-Type: text/xml", "<x/>"),
                Refused.at("open", "unsupported_content_encoding", "Content-Encoding: br", "x"),
                Refused.at("open", "malformed_content_encoding", "Content-Encoding: gzip", "x"),
                Refused.at("open", "body_too_large", "Content-Length: 99999999999", ""),
                Refused.at("open", "too_many_headers", "A: b\r\n".repeat(200).strip(), ""),
                Refused.at("open", "unknown_expectation", "Expect: 200-maybe", "{}"),
                Refused.at("nowhere", "unknown_webhook", "", "{}"),
                Refused.at("-", "bad_id", "", "{}"),
                Refused.at("name.space/open", "bad_namespace", "", "{}"),
                new Refused("malformed_request", "NOT HTTP\r\n\r\n", "", ""))) {
            refusals.put(refused.reason(), refused);
        }
        return refusals;
    }

    static Iterable<Refused> eachRefusal() {
        return refusals().values();
    }

    @BeforeAll
    static void runAGateway() throws Exception {
        documented = MetricsPage.reasons(
                Files.readString(Path.of("").toAbsolutePath().getParent().resolve("docs/METRICS.md")));
        Map<String, String> environment = new HashMap<>(TlsFiles.in(folder));
        environment.put("FAILED_AUTH_PER_MINUTE", "1");
        gateway = MeasuredGateway.start(folder, WEBHOOKS, environment);
        assertThat(gateway.send("POST /webhook/tried", "", "{}")).isEqualTo(401);
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private static double count(String reason) throws Exception {
        return gateway.page()
                .lines()
                .filter(line -> line.startsWith("sluice_requests_rejected_total{reason=\"" + reason + "\","))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @ParameterizedTest
    @MethodSource("eachRefusal")
    void a_refusal_has_the_status_that_is_documented_and_is_counted_under_its_reason(Refused refused) throws Exception {
        double before = count(refused.reason());
        assertThat(documented.get(refused.reason())).contains(refused.send());
        assertThat(count(refused.reason())).isEqualTo(before + 1);
    }

    @Test
    void each_documented_reason_is_tried_or_known_to_be_hard_to_try() {
        Set<String> all = new TreeSet<>(refusals().keySet());
        assertThat(all).doesNotContainAnyElementsOf(NOT_TRIED_HERE);
        all.addAll(NOT_TRIED_HERE);
        assertThat(all).isEqualTo(documented.keySet());
    }
}
