package io.sluice.gateway.guard.httpsignature;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.SentTime;
import io.sluice.gateway.guard.signing.Explanation;
import io.sluice.gateway.guard.structured.BareItem;
import io.sluice.gateway.guard.structured.MalformedField;
import io.sluice.gateway.guard.structured.Member;
import io.sluice.gateway.guard.structured.StructuredField;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What stands in a request about its HTTP signatures, for the operator: what each covers, when it was made, with which key and algorithm, and
 * the text that must have been signed, line by line. Shows no key, no right signature and no header that holds credentials.
 */
record SignatureExplanation(HttpSignatureSettings settings, WebhookRequest request) {
    private static final Set<String> CREDENTIALS = Set.of("authorization", "proxy-authorization", "cookie");

    List<String> lines() {
        Explanation explanation = new Explanation(request);
        try {
            Map<String, Member> inputs = dictionary("Signature-Input");
            Map<String, Member> signatures = dictionary("Signature");
            for (Map.Entry<String, Member> input : inputs.entrySet()) {
                one(explanation, input.getKey(), input.getValue(), Optional.ofNullable(signatures.get(input.getKey())));
            }
        } catch (MalformedField malformed) {
            explanation.says(malformed.getMessage());
        }
        digest(explanation);
        return explanation.lines();
    }

    private Map<String, Member> dictionary(String name) throws MalformedField {
        List<String> lines = request.headers(name);
        if (lines.isEmpty()) {
            throw new MalformedField("the header " + name + " is missing");
        }
        try {
            return StructuredField.dictionary(String.join(", ", lines)).members();
        } catch (MalformedField malformed) {
            throw new MalformedField("the header " + name + " is malformed: " + malformed.getMessage());
        }
    }

    private void one(Explanation explanation, String label, Member member, Optional<Member> signature) {
        boolean counts = settings.label().isEmpty() || settings.label().get().equals(label);
        explanation.says("the signature " + label + (counts ? "" : ", which does not count here,") + " covers "
                + member.serialized().replaceFirst("\\).*", ")"));
        String bytes = signature
                .filter(found -> found instanceof Member.Item item && item.value() instanceof BareItem.Bytes)
                .map(found -> ((BareItem.Bytes) ((Member.Item) found).value()).decoded().length + " bytes")
                .orElse("missing, or no text of bytes");
        explanation.says("its bytes in the header Signature: " + bytes);
        try {
            SignatureInput input = SignatureInput.read(member);
            for (String name : settings.components()) {
                if (!input.covers(name, Target.hasQuery(request))) {
                    explanation.says("it does not cover " + name + ", which is asked for");
                }
            }
            explanation.time(
                    "its parameter created",
                    input.created().map(seconds -> new SentTime(Instant.ofEpochSecond(seconds))),
                    settings.tolerance());
            input.expires().ifPresent(seconds -> explanation.says("it expires at " + Instant.ofEpochSecond(seconds)));
            explanation.says(key(input));
            base(explanation, input);
        } catch (MalformedField malformed) {
            explanation.says(malformed.getMessage());
        }
    }

    private String key(SignatureInput input) {
        String algorithm = input.algorithm()
                .map(said -> ", and says the algorithm " + said)
                .orElse(", and no algorithm");
        if (input.keyId().isEmpty()) {
            return "it names no key" + algorithm;
        }
        String id = input.keyId().get();
        List<SenderKey> named =
                settings.keys().stream().filter(key -> key.id().equals(id)).toList();
        String known = named.isEmpty()
                ? "which is not configured; configured are "
                        + settings.keys().stream().map(SenderKey::id).distinct().collect(Collectors.joining(", "))
                : "which is configured for "
                        + named.stream()
                                .map(key -> key.algorithm().wire()
                                        + (key.validity().holds(request.receivedMicros())
                                                ? ""
                                                : " and does not count at that time"))
                                .collect(Collectors.joining(", "));
        return "it names the key " + id + algorithm + ": " + known;
    }

    private void base(Explanation explanation, SignatureInput input) throws MalformedField {
        String base = new String(new SignatureBase(request, settings.types()).of(input), StandardCharsets.US_ASCII);
        explanation.says("signed is a text of " + base.length() + " bytes in "
                + base.lines().count() + " lines:");
        base.lines().forEach(line -> explanation.says("  " + shown(line)));
    }

    private static String shown(String line) {
        int colon = line.indexOf(": ");
        String name =
                line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT).replaceAll("^\"|\".*$", "");
        return CREDENTIALS.contains(name) ? line.substring(0, colon) + ": (not shown)" : line;
    }

    private void digest(Explanation explanation) {
        List<String> digest = request.headers(HttpSignatureSettings.DIGEST);
        if (request.body().length > 0 || !digest.isEmpty()) {
            explanation.says(ContentDigest.fault(digest, request.body())
                    .orElse("the header Content-Digest is that of the body of " + request.body().length + " bytes"));
        }
    }
}
