package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.hmac.HmacKey;
import io.sluice.gateway.guard.publickey.VerificationKey;
import io.sluice.gateway.guard.signing.SignedText;
import java.security.MessageDigest;

/** What the signatures of a request are compared with. */
sealed interface BodyKey {
    /** Whether one of the signatures is that of the request with this key. */
    boolean matches(SignedText signed, WebhookRequest request, SignatureHeader.Sent.Signatures sent);

    /** A shared secret. The time tells nothing of it. */
    record Shared(HmacKey key) implements BodyKey {
        @Override
        public boolean matches(SignedText signed, WebhookRequest request, SignatureHeader.Sent.Signatures sent) {
            byte[] own = key.sign(signed, request);
            boolean any = false;
            for (byte[] one : sent.all()) {
                any |= MessageDigest.isEqual(one, own);
            }
            return any;
        }
    }

    /** A public key. */
    record Public(VerificationKey key) implements BodyKey {
        /** More are not checked: each takes as long as ten thousand bytes of HMAC, and a sender that changes its key sends two. */
        private static final int MOST = 4;

        @Override
        public boolean matches(SignedText signed, WebhookRequest request, SignatureHeader.Sent.Signatures sent) {
            return sent.ed25519().stream().limit(MOST).anyMatch(one -> Ed25519Form.matches(key, signed, request, one));
        }
    }

    /** What stands for a secret that is wrong and never used. */
    record Unusable() implements BodyKey {
        @Override
        public boolean matches(SignedText signed, WebhookRequest request, SignatureHeader.Sent.Signatures sent) {
            return false;
        }
    }
}
