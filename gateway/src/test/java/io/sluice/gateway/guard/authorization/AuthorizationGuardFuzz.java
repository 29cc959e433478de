package io.sluice.gateway.guard.authorization;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.secret.Secret;
import io.sluice.gateway.guard.secret.Secrets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** Any text as the header {@code Authorization}: accepted when a plain pattern says so and at no other time, and nothing is thrown. */
public final class AuthorizationGuardFuzz {
    private static final AuthorizationGuard BEARER = expecting("Bearer s3cret");
    private static final AuthorizationGuard WHOLE = expecting("Basic dXNlcjpwYXNz");
    private static final Pattern RIGHT = Pattern.compile("(?i:Bearer) \\s*s3cret\\s*");

    private AuthorizationGuardFuzz() {}

    private static AuthorizationGuard expecting(String header) {
        return new AuthorizationGuard(new Secrets(List.of(new Secret("0", header, Instant.MIN, Instant.MAX))));
    }

    /** Called by Jazzer, and by the replay of what it found. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, UTF_8);
        boolean accepted = BEARER.check(TestRequest.post("{}").header("Authorization", text))
                        .join()
                instanceof Verdict.Accept;
        boolean ascii = text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
        if (ascii && accepted != RIGHT.matcher(text).matches()) {
            throw new AssertionError("accepted: " + accepted);
        }
        if (accepted && !text.contains("s3cret")) {
            throw new AssertionError("accepted without the secret");
        }
        if (WHOLE.check(TestRequest.post("{}").header("Authorization", text)).join() instanceof Verdict.Accept
                != text.equals("Basic dXNlcjpwYXNz")) {
            throw new AssertionError("another text than the expected one");
        }
    }
}
