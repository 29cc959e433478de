package io.sluice.gateway.guard.structured;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever is written is read as what it was, and any text is either refused or has one canonical form. */
final class StructuredFieldPropertyTest {
    @Property
    void a_dictionary_is_read_as_it_was_written(@ForAll("dictionaries") StructuredField.Dictionary written)
            throws MalformedField {
        StructuredField.Dictionary read = StructuredField.dictionary(written.serialized());
        assertThat(read).isEqualTo(written);
        assertThat(List.copyOf(read.members().keySet()))
                .isEqualTo(List.copyOf(written.members().keySet()));
    }

    @Property
    void a_list_is_read_as_it_was_written(@ForAll("lists") StructuredField.Sequence written) throws MalformedField {
        assertThat(StructuredField.list(written.serialized())).isEqualTo(written);
    }

    @Property
    void any_text_is_refused_or_has_one_canonical_form(
            @ForAll("texts") String text, @ForAll StructuredField.Type type) {
        String canonical;
        try {
            canonical = StructuredField.read(type, text).serialized();
        } catch (MalformedField refused) {
            assertThat(refused.getMessage()).contains("at character");
            return;
        }
        try {
            assertThat(StructuredField.read(type, canonical).serialized()).isEqualTo(canonical);
        } catch (MalformedField refused) {
            throw new AssertionError(text + " was written as " + canonical, refused);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "*", "_", "=", ";", ",", " ", "\t", "(", ")", "\"", "\\", ":", "YQ==", "?1", "?0")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts))
                .flatMap(text -> Arbitraries.strings()
                        .withChars("0123456789.-@%\"ab\u00e4\0")
                        .ofMaxLength(6)
                        .map(more -> text + more));
    }

    @Provide
    Arbitrary<StructuredField.Dictionary> dictionaries() {
        return Combinators.combine(names(), members())
                .as(Tuple::of)
                .list()
                .ofMaxSize(5)
                .map(entries -> {
                    Map<String, Member> members = new LinkedHashMap<>();
                    entries.forEach(entry -> members.put(entry.get1(), entry.get2()));
                    return new StructuredField.Dictionary(members);
                });
    }

    @Provide
    Arbitrary<StructuredField.Sequence> lists() {
        return members().list().ofMaxSize(5).map(StructuredField.Sequence::new);
    }

    private static Arbitrary<Member> members() {
        Arbitrary<Member.Item> items =
                Combinators.combine(values(), parameters()).as(Member.Item::new);
        return Arbitraries.oneOf(
                items.map(item -> item),
                Combinators.combine(items.list().ofMaxSize(3), parameters()).as(Member.InnerList::new));
    }

    private static Arbitrary<Parameters> parameters() {
        return Arbitraries.maps(names(), values()).ofMaxSize(3).map(Parameters::new);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars("abcdefghijklmnopqrstuvwxyz0123456789_-.*")
                .ofMaxLength(6)
                .map(rest -> "k" + rest);
    }

    private static Arbitrary<BareItem> values() {
        return Arbitraries.oneOf(
                Arbitraries.longs()
                        .between(-999_999_999_999_999L, 999_999_999_999_999L)
                        .map(BareItem.Whole::new),
                Arbitraries.longs()
                        .between(-999_999_999_999_999L, 999_999_999_999_999L)
                        .map(thousandths -> new BareItem.Decimal(
                                BigDecimal.valueOf(thousandths, 3).stripTrailingZeros())),
                Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(8).map(BareItem.Text::new),
                Arbitraries.strings()
                        .withChars("aZ0!#$%&'*+-.^_`|~:/")
                        .ofMaxLength(6)
                        .map(rest -> new BareItem.Token("T" + rest)),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(8).map(BareItem.Bytes::of),
                Arbitraries.of(true, false).map(BareItem.Flag::new),
                Arbitraries.longs().between(-9_999_999_999L, 9_999_999_999L).map(BareItem.Date::new),
                Arbitraries.of("", "a b", "f%c3%bc", "%22", "%25").map(BareItem.DisplayText::new));
    }
}
