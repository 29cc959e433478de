package io.sluice.gateway.guard.httpsignature;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Refusals;
import io.sluice.gateway.guard.around.SentTime;
import io.sluice.gateway.guard.around.SlowChecks;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.replay.Once;
import io.sluice.gateway.guard.replay.ReplayKey;
import io.sluice.gateway.guard.structured.BareItem;
import io.sluice.gateway.guard.structured.MalformedField;
import io.sluice.gateway.guard.structured.Member;
import io.sluice.gateway.guard.structured.StructuredField;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Signatures of RFC 9421. A request may have several of them, made by different parties: one that is right is enough. It must cover what
 * the settings say, the digest of a body always, and say when it was made.
 */
final class HttpSignatureGuard implements Guard {
    private static final String INPUT_FIELD = "Signature-Input";
    private static final String SIGNATURE_FIELD = "Signature";
    /** Each one may cost a check with a key. */
    private static final int MOST_SIGNATURES = 4;

    private final HttpSignatureSettings settings;
    private final Refusals refusals;
    private final Optional<Once> once;
    private final SlowChecks slow;
    private final boolean slowKeys;

    /** One signature of the request, judged. */
    private sealed interface Judged {
        /** @param replayKey the name under which the request is remembered */
        record Right(SenderKey key, String replayKey, SentTime created) implements Judged {}

        record Wrong(String cause) implements Judged {}
    }

    HttpSignatureGuard(HttpSignatureSettings settings, Surroundings around) {
        this.settings = settings;
        this.refusals = Refusals.unauthorized(HttpSignatureFactory.KEY, "the HTTP signature is missing or not valid");
        this.once = settings.once()
                ? Optional.of(new Once(
                        around.seen().get(),
                        refusals.guard(),
                        refusals.because("the same request came before: a replay")))
                : Optional.empty();
        this.slow = around.slow();
        this.slowKeys = settings.keys().stream().anyMatch(key -> key.algorithm().isSlow());
    }

    @Override
    public CompletableFuture<Verdict> check(WebhookRequest request) {
        try {
            Map<String, Member> inputs = dictionary(request, INPUT_FIELD);
            Map<String, Member> signatures = dictionary(request, SIGNATURE_FIELD);
            if (inputs.size() > MOST_SIGNATURES) {
                throw new MalformedField("it has more than " + MOST_SIGNATURES + " signatures");
            }
            return slowKeys
                    ? slow.judge(HttpSignatureFactory.KEY, () -> verdict(request, judge(request, inputs, signatures)))
                    : verdict(request, judge(request, inputs, signatures));
        } catch (MalformedField malformed) {
            return refusals.now(malformed.getMessage());
        }
    }

    private CompletableFuture<Verdict> verdict(WebhookRequest request, Judged judged) {
        return switch (judged) {
            case Judged.Wrong(String cause) -> refusals.now(cause);
            case Judged.Right right ->
                once.map(memory -> memory.check(
                                right.replayKey(),
                                right.created().remaining(request.receivedMicros(), settings.tolerance()),
                                (Verdict.Accept) right.key().accepted().join()))
                        .orElseGet(right.key()::accepted);
        };
    }

    private static Map<String, Member> dictionary(WebhookRequest request, String name) throws MalformedField {
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

    private Judged judge(WebhookRequest request, Map<String, Member> inputs, Map<String, Member> signatures) {
        Judged last = new Judged.Wrong("it has no signature"
                + settings.label().map(label -> " with the label " + label).orElse(""));
        for (Map.Entry<String, Member> input : inputs.entrySet()) {
            String label = input.getKey();
            if (settings.label().isPresent() && !settings.label().get().equals(label)) {
                continue;
            }
            Member signature = signatures.get(label);
            if (signature instanceof Member.Item item && item.value() instanceof BareItem.Bytes bytes) {
                last = judge(request, input.getValue(), bytes.decoded());
            } else {
                last = new Judged.Wrong("there is no signature for " + label + ", or it is no text of bytes");
            }
            if (last instanceof Judged.Right) {
                return last;
            }
        }
        return last;
    }

    private Judged judge(WebhookRequest request, Member member, byte[] signature) {
        try {
            SignatureInput input = SignatureInput.read(member);
            SentTime created = checkParameters(request, input);
            byte[] base = new SignatureBase(request, settings.types()).of(input);
            SenderKey key = key(request, input, signature, base);
            Optional<String> fault = digestFault(request);
            if (fault.isPresent()) {
                return new Judged.Wrong(fault.get());
            }
            return new Judged.Right(key, replayKey(request, input, base), created);
        } catch (MalformedField malformed) {
            return new Judged.Wrong(malformed.getMessage());
        }
    }

    /** By its nonce, which its sender makes once; without one by what was signed. */
    private static String replayKey(WebhookRequest request, SignatureInput input, byte[] base) {
        return input.nonce().isPresent()
                ? ReplayKey.of(
                        request.webhookId(),
                        HttpSignatureFactory.KEY,
                        input.keyId().orElseThrow(),
                        input.nonce().get())
                : ReplayKey.of(request.webhookId(), HttpSignatureFactory.KEY, base);
    }

    /** A request without a body needs no digest: one that gets a body on the way needs one, and has none that is signed. */
    private static boolean isBare(WebhookRequest request) {
        return request.body().length == 0
                && request.headers(HttpSignatureSettings.DIGEST).isEmpty();
    }

    private static Optional<String> digestFault(WebhookRequest request) {
        return isBare(request)
                ? Optional.empty()
                : ContentDigest.fault(request.headers(HttpSignatureSettings.DIGEST), request.body());
    }

    private SentTime checkParameters(WebhookRequest request, SignatureInput input) throws MalformedField {
        boolean bare = isBare(request);
        for (String name : settings.components()) {
            if (bare && name.equals(HttpSignatureSettings.DIGEST)) {
                continue;
            }
            if (!input.covers(name, Target.hasQuery(request))) {
                throw new MalformedField("the signature does not cover " + name);
            }
        }
        if (settings.tag().isPresent() && !settings.tag().equals(input.tag())) {
            throw new MalformedField(
                    "the signature has not the tag " + settings.tag().get());
        }
        if (settings.nonce() && input.nonce().isEmpty()) {
            throw new MalformedField("the signature has no nonce");
        }
        return time(request, input);
    }

    private SentTime time(WebhookRequest request, SignatureInput input) throws MalformedField {
        long created =
                input.created().orElseThrow(() -> new MalformedField("the signature does not say when it was created"));
        SentTime time = new SentTime(Instant.ofEpochSecond(created));
        Optional<String> fault = time.fault(request.receivedMicros(), settings.tolerance());
        if (fault.isPresent()) {
            throw new MalformedField(fault.get());
        }
        if (input.expires().isPresent()) {
            long expires = input.expires().get();
            if (expires <= created || request.receivedMicros() / 1_000_000 >= expires) {
                throw new MalformedField("the signature has expired");
            }
        }
        return time;
    }

    /** The key that made the signature. Several may have the same name while the sender changes from one to the other. */
    private SenderKey key(WebhookRequest request, SignatureInput input, byte[] signature, byte[] base)
            throws MalformedField {
        String id = input.keyId().orElseThrow(() -> new MalformedField("the signature does not name its key"));
        String cause = "it names the key " + id + ", which is not configured";
        for (SenderKey key : settings.keys()) {
            if (!key.id().equals(id)) {
                continue;
            }
            if (input.algorithm().isPresent()
                    && !key.algorithm().wire().equals(input.algorithm().get())) {
                cause = "it says another algorithm than its key is for, "
                        + key.algorithm().wire();
            } else if (!key.validity().holds(request.receivedMicros())) {
                cause = "the key " + id + " does not count at this time";
            } else if (key.check().verifies(signature, base)) {
                return key;
            } else {
                cause = "the signature is not that of the request with the key " + id
                        + ": another key, or a request that was changed on the way";
            }
        }
        throw new MalformedField(cause);
    }
}
