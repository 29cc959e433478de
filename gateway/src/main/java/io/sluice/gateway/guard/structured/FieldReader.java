package io.sluice.gateway.guard.structured;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the text of a field apart, RFC 9651, section 4.2: dictionaries, lists and what stands in them. */
final class FieldReader {
    private final Cursor text;
    private final ItemReader items;

    FieldReader(String text) {
        this.text = new Cursor(text);
        this.items = new ItemReader(this.text);
    }

    StructuredField.Dictionary dictionary() throws MalformedField {
        Map<String, Member> members = new LinkedHashMap<>();
        text.skip(' ');
        while (!text.atEnd()) {
            String name = items.key();
            Member member = text.take('=') ? member() : new Member.Item(new BareItem.Flag(true), parameters());
            if (members.put(name, member) != null) {
                throw text.malformed("has " + name + " twice");
            }
            comma();
        }
        return new StructuredField.Dictionary(members);
    }

    StructuredField.Sequence list() throws MalformedField {
        List<Member> members = new ArrayList<>();
        text.skip(' ');
        while (!text.atEnd()) {
            members.add(member());
            comma();
        }
        return new StructuredField.Sequence(members);
    }

    StructuredField.Single single() throws MalformedField {
        text.skip(' ');
        Member.Item item = item();
        text.skip(' ');
        if (!text.atEnd()) {
            throw text.malformed("goes on behind its value");
        }
        return new StructuredField.Single(item);
    }

    private void comma() throws MalformedField {
        text.skipBlanks();
        if (text.atEnd()) {
            return;
        }
        text.expect(',');
        text.skipBlanks();
        if (text.atEnd()) {
            throw text.malformed("ends with a comma");
        }
    }

    private Member member() throws MalformedField {
        return text.peek() == '(' ? innerList() : item();
    }

    private Member.InnerList innerList() throws MalformedField {
        text.expect('(');
        List<Member.Item> found = new ArrayList<>();
        while (true) {
            text.skip(' ');
            if (text.take(')')) {
                return new Member.InnerList(found, parameters());
            }
            found.add(item());
            if (text.peek() != ' ' && text.peek() != ')') {
                throw text.malformed("has no blank between two values");
            }
        }
    }

    private Member.Item item() throws MalformedField {
        BareItem value = items.bareItem();
        return new Member.Item(value, parameters());
    }

    private Parameters parameters() throws MalformedField {
        if (text.peek() != ';') {
            return Parameters.NONE;
        }
        Map<String, BareItem> found = new LinkedHashMap<>();
        while (text.take(';')) {
            text.skip(' ');
            String name = items.key();
            BareItem value = text.take('=') ? items.bareItem() : new BareItem.Flag(true);
            if (found.put(name, value) != null) {
                throw text.malformed("has the parameter " + name + " twice");
            }
        }
        return new Parameters(found);
    }
}
