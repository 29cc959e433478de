package io.sluice.gateway.guard.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.secret.Secret;
import io.sluice.gateway.guard.secret.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;

/** Any text as a token: read in one way only or refused with a cause, and right when it is the one that was signed and at no other time. */
public final class SignedTokenFuzz {
    private static final String RIGHT = Issuer.shared("HS256", "s3cret", "{\"exp\":2000000000}");
    private static final long NOW_MICROS = 1_900_000_000_000_000L;
    private static final TokenCheck CHECK = new TokenCheck(
            EnumSet.allOf(TokenAlgorithm.class),
            new ConfiguredKeys(new Secrets(List.of(new Secret("0", "s3cret", Instant.MIN, Instant.MAX)))
                    .map("jwt", secret -> TokenKey.shared(secret.bytes()))),
            new TokenRules(List.of(), List.of(), true, Duration.ZERO, List.of()),
            new TokenThreads(Runnable::run));

    private SignedTokenFuzz() {}

    /** Called by Jazzer, and by the replay of what it found. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, UTF_8);
        switch (SignedToken.read(text)) {
            case SignedToken.Read.Malformed(String cause) -> {
                if (cause.isEmpty() || cause.length() > 200) {
                    throw new AssertionError("an unusable cause: " + cause);
                }
            }
            case SignedToken.Read.Token(SignedToken token) -> {
                String again = new String(token.signed(), UTF_8) + "."
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(token.signature());
                if (!again.equals(text)) {
                    throw new AssertionError("two texts for one token: " + again);
                }
            }
        }
        boolean accepted = CHECK.check(text, NOW_MICROS).join() instanceof Judgement.Right right
                && right.accepted().equals(new Verdict.Accept());
        if (accepted != text.equals(RIGHT)) {
            throw new AssertionError("accepted: " + accepted);
        }
    }
}
