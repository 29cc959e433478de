package io.sluice.core.masking;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.core.config.CredentialCleanup;
import io.sluice.core.config.CredentialCleanup.Mode;
import io.sluice.core.event.Header;
import io.sluice.core.json.JsonCheck;
import io.sluice.core.json.JsonCheck.Limits;
import io.sluice.core.json.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Any bytes as a body and as headers, masked and with the credentials removed: nothing is thrown; of JSON comes JSON, with exactly the
 * members that the slow reference leaves; a second pass changes nothing; headers become a JSON object.
 */
public final class CredentialMaskFuzz {
    private static final JsonCheck CHECK = new JsonCheck(Limits.NONE);
    /** As deep as a gateway takes it; the reference calls itself. */
    private static final JsonCheck READABLE = new JsonCheck(new Limits(50, 1 << 20, 500));

    private static final Set<String> SECRET =
            Set.of("password", "token", "auth", "secret", "bearer", "csrf", "pwd", "iban");
    private static final Mask[] MASKS = {new Mask(Mode.MASK), new Mask(Mode.REMOVE)};

    private record Mask(Mode mode, CredentialMask mask) {
        Mask(Mode mode) {
            this(mode, new CredentialMask(new CredentialCleanup(true, mode, List.of("iban"))));
        }
    }

    private CredentialMaskFuzz() {}

    /** Called by Jazzer, and by the replay of what it found. */
    public static void fuzzerTestOneInput(byte[] input) {
        for (Mask each : MASKS) {
            json(each, input);
            headers(each, input);
        }
    }

    private static void json(Mask each, byte[] input) {
        byte[] clean = each.mask().json(input);
        if (CHECK.check(input, 0, input.length).isPresent()) {
            check(sameBytes(clean, input), "what is no JSON was changed");
            return;
        }
        check(CHECK.check(clean, 0, clean.length).isEmpty(), "of JSON came none: " + new String(clean, UTF_8));
        check(sameBytes(each.mask().json(clean), clean), "a second pass changes something");
        String document = new String(input, UTF_8);
        if (READABLE.check(input, 0, input.length).isEmpty() && onlyKnownNames(document)) {
            Object expected = MaskedModel.of(document, SECRET, each.mode());
            Object found = MaskedModel.of(new String(clean, UTF_8), Set.of(), each.mode());
            check(found.equals(expected), "it became " + new String(clean, UTF_8));
        }
    }

    /** The reference knows a few names alone and no other spellings of letters: a document with more is not compared. */
    private static boolean onlyKnownNames(String document) {
        String lower = document.toLowerCase(Locale.ROOT);
        UnaryOperator<String> without = text -> text.replace("\"password\"", "")
                .replace("\"token\"", "")
                .replace("\"auth\"", "")
                .replace("\"secret\"", "")
                .replace("\"bearer\"", "")
                .replace("\"csrf\"", "")
                .replace("\"pwd\"", "")
                .replace("\"iban\"", "");
        String rest = without.apply(lower);
        return document.chars().allMatch(c -> c < 0x80)
                && !rest.contains("\\u")
                && !rest.matches("(?s).*(pass|api|token|auth|cred|priv|sess|secret|bearer|x-|csrf|pwd).*");
    }

    private static void headers(Mask each, byte[] input) {
        List<Header> headers = new ArrayList<>();
        for (String line : new String(input, UTF_8).split("\n", 20)) {
            int colon = Math.max(0, line.indexOf(':'));
            headers.add(new Header(line.substring(0, colon), line.substring(colon)));
        }
        byte[] json = each.mask().headersAsJson(headers);
        check(CHECK.check(json, 0, json.length).isEmpty(), "headers that are no JSON: " + new String(json, UTF_8));
        check(Utf8.invalidAt(json, 0, json.length) < 0, "headers that are no UTF-8");
        List<Header> clean = each.mask().headers(headers);
        check(
                clean.stream()
                        .noneMatch(header -> named(header) && !header.value().equals(CredentialMask.MASK)),
                "a secret");
    }

    private static boolean named(Header header) {
        return SECRET.contains(header.name().toLowerCase(Locale.ROOT));
    }

    private static boolean sameBytes(byte[] one, byte[] other) {
        return java.util.Arrays.equals(one, other);
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }
}
