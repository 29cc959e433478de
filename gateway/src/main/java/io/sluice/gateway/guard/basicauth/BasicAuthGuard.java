package io.sluice.gateway.guard.basicauth;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.around.Refusals;
import io.sluice.gateway.guard.around.SingleHeader;
import io.sluice.gateway.guard.secret.Keys;
import io.sluice.gateway.guard.secret.SecretText;
import io.sluice.gateway.guard.secret.Secrets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** HTTP Basic, RFC 7617: name and password in UTF-8; the first colon parts them, so that a password may hold more. */
final class BasicAuthGuard implements Guard {
    private static final String KEY = "basic_auth";
    private static final String SCHEME = "Basic ";

    private final SecretText username;
    private final Keys<SecretText> passwords;
    private final Refusals refusals;

    BasicAuthGuard(String username, Secrets passwords) {
        this.username = new SecretText(username);
        this.passwords = passwords.map(KEY, secret -> new SecretText(secret.value()));
        this.refusals = Refusals.challenge(
                KEY, "name or password is missing or not valid", "Basic realm=\"webhook\", charset=\"UTF-8\"");
    }

    @Override
    public CompletableFuture<Verdict> check(WebhookRequest request) {
        return switch (SingleHeader.of(request, "Authorization")) {
            case SingleHeader.Unusable(String cause) -> refusals.now(cause);
            case SingleHeader.Value(String text)
            when !text.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) ->
                refusals.now("the header Authorization has another scheme than Basic");
            case SingleHeader.Value(String text) ->
                check(
                        request,
                        Encoding.BASE64.decode(text.substring(SCHEME.length()).strip()));
        };
    }

    private CompletableFuture<Verdict> check(WebhookRequest request, Optional<byte[]> decoded) {
        if (decoded.isEmpty()) {
            return refusals.now("the credentials are not Base64");
        }
        byte[] credentials = decoded.get();
        int colon = 0;
        while (colon < credentials.length && credentials[colon] != ':') {
            colon++;
        }
        if (colon == credentials.length) {
            return refusals.now("the credentials hold no colon between name and password");
        }
        boolean named = username.matches(Arrays.copyOf(credentials, colon));
        byte[] password = Arrays.copyOfRange(credentials, colon + 1, credentials.length);
        long now = request.receivedMicros();
        // Both are compared whatever the first one says.
        Optional<Keys.Key<SecretText>> found = passwords.matching(now, password, SecretText::matches);
        if (named && found.isPresent()) {
            return found.get().accepted();
        }
        return refusals.now((named ? "the password is wrong" : "the name is another one") + passwords.trouble(now));
    }
}
