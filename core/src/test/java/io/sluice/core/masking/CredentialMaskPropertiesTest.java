package io.sluice.core.masking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sluice.core.config.CredentialCleanup;
import io.sluice.core.config.CredentialCleanup.Mode;
import io.sluice.core.event.Header;
import io.sluice.core.json.JsonBuffer;
import io.sluice.core.json.JsonCheck;
import io.sluice.core.json.JsonDocuments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The masks on bytes against a slow reference that reads whole documents with Jackson. */
class CredentialMaskPropertiesTest {
    private static final Set<String> SECRET = Set.of("password", "token", "x-api-key", "auth", "iban", "пароль");
    private static final JsonCheck CHECK = new JsonCheck(JsonCheck.Limits.NONE);
    private static final CredentialMask MASK = mask(Mode.MASK);
    private static final CredentialMask REMOVER = mask(Mode.REMOVE);

    @Property(tries = 2_000)
    void masking_does_what_the_reference_does(@ForAll("documents") String document) {
        assertThat(MaskedModel.of(apply(MASK, document), Set.of(), Mode.MASK))
                .isEqualTo(MaskedModel.of(document, SECRET, Mode.MASK));
    }

    @Property(tries = 2_000)
    void removing_does_what_the_reference_does(@ForAll("documents") String document) {
        assertThat(MaskedModel.of(apply(REMOVER, document), Set.of(), Mode.REMOVE))
                .isEqualTo(MaskedModel.of(document, SECRET, Mode.REMOVE));
    }

    @Property(tries = 1_000)
    void what_comes_out_is_well_formed_and_a_second_pass_changes_nothing(@ForAll("documents") String document) {
        for (CredentialMask mask : List.of(MASK, REMOVER)) {
            byte[] once = mask.json(document.getBytes(UTF_8));
            assertThat(CHECK.check(once, 0, once.length)).isEmpty();
            assertThat(mask.json(once)).isEqualTo(once);
        }
    }

    @Property(tries = 1_000)
    void every_byte_outside_the_masked_values_stays(@ForAll("documents") String document) {
        int from = 0;
        List<String> parts = List.of(apply(MASK, document).split("\"\\*\\*\\*REDACTED\\*\\*\\*\"", -1));
        assertThat(document).startsWith(parts.getFirst()).endsWith(parts.getLast());
        for (String part : parts) {
            int at = document.indexOf(part, from);
            assertThat(at).isGreaterThanOrEqualTo(from);
            from = at + part.length();
        }
    }

    @Property(tries = 2_000)
    void no_garbage_makes_it_stumble(@ForAll("documents") String document, @ForAll int place, @ForAll byte other) {
        byte[] bytes = document.getBytes(UTF_8);
        bytes[Math.floorMod(place, bytes.length)] = other;
        for (CredentialMask mask : List.of(MASK, REMOVER)) {
            assertThatCode(() -> mask.json(bytes)).doesNotThrowAnyException();
            if (CHECK.check(bytes, 0, bytes.length).isPresent()) {
                assertThat(mask.json(bytes)).isSameAs(bytes);
            }
        }
    }

    @Property(tries = 2_000)
    @SuppressWarnings("ReferenceEquality") // the same array says that nothing was masked
    void in_the_middle_of_other_bytes_a_document_is_masked_as_it_is_alone(
            @ForAll("documents") String document, @ForAll int place, @ForAll byte other) {
        byte[] bytes = document.getBytes(UTF_8);
        if (place % 2 == 0) {
            bytes[Math.floorMod(place, bytes.length)] = other;
        }
        byte[] wide = ("{\"token\":\"" + "0".repeat(bytes.length) + "\"}").getBytes(UTF_8);
        System.arraycopy(bytes, 0, wide, 10, bytes.length);
        for (CredentialMask mask : List.of(MASK, REMOVER)) {
            JsonBuffer out = new JsonBuffer(0);
            boolean masked = mask.json(wide, 10, 10 + bytes.length, out);
            assertThat(masked).isEqualTo(mask.json(bytes) != bytes);
            assertThat(out.toBytes()).isEqualTo(masked ? mask.json(bytes) : new byte[0]);
        }
    }

    @Property(tries = 1_000)
    void headers_become_what_the_reference_says(@ForAll("headers") List<Header> headers) {
        Map<String, String> expected = new LinkedHashMap<>();
        for (Header header : headers) {
            String name = header.name().toLowerCase(Locale.ROOT);
            String value = Set.of("cookie", "authorization", "token", "iban").contains(name)
                    ? CredentialMask.MASK
                    : header.value();
            expected.merge(name, value, (one, two) -> one.equals(CredentialMask.MASK) ? one : one + ", " + two);
        }
        byte[] json = MASK.headersAsJson(headers);
        assertThat(CHECK.check(json, 0, json.length)).isEmpty();
        assertThat(MaskedModel.texts(new String(json, UTF_8))).containsExactlyEntriesOf(expected);
    }

    @Provide
    Arbitrary<String> documents() {
        return JsonDocuments.withNames(Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        2,
                        Arbitraries.of(
                                "\"password\"",
                                "\"Token\"",
                                "\"pa\\u0073sword\"",
                                "\"\\u0054OKEN\"",
                                "\"X-Api-Key\"",
                                "\"auth\"",
                                "\"IBAN\"",
                                "\"пароль\"",
                                "\"ПАРОЛЬ\"",
                                "\"\\u043fароль\"")),
                net.jqwik.api.Tuple.of(
                        3,
                        Arbitraries.of(
                                "\"\"",
                                "\"a\"",
                                "\"tokens\"",
                                "\"pass_word\"",
                                "\"\\\\token\"",
                                "\"\\\"\"",
                                "\"authorisation\"",
                                "\"ключ\"",
                                "\"to ken\""))));
    }

    @Provide
    Arbitrary<List<Header>> headers() {
        Arbitrary<String> name =
                Arbitraries.of("Host", "Cookie", "cookie", "Authorization", "TOKEN", "Accept", "accept", "iban", "x-ü");
        Arbitrary<String> value = Arbitraries.strings()
                .withCharRange('\u0000', '\u00ff')
                .withChars("\"\\€")
                .ofMaxLength(12);
        return Combinators.combine(name, value).as(Header::new).list().ofMaxSize(8);
    }

    private static CredentialMask mask(Mode mode) {
        return new CredentialMask(new CredentialCleanup(true, mode, List.of("iban", "Пароль")));
    }

    private static String apply(CredentialMask mask, String document) {
        return new String(mask.json(document.getBytes(UTF_8)), UTF_8);
    }
}
