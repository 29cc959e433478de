package io.sluice.gateway.guard.httpsignature;

import io.sluice.gateway.guard.structured.BareItem;
import io.sluice.gateway.guard.structured.MalformedField;
import io.sluice.gateway.guard.structured.Member;
import io.sluice.gateway.guard.structured.Parameters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the sender says that it signed, a member of the field {@code Signature-Input}.
 *
 * @param serialized the canonical text, the last line of what is signed
 * @param created Unix seconds
 * @param expires Unix seconds
 */
record SignatureInput(
        List<Component> components,
        String serialized,
        Optional<Long> created,
        Optional<Long> expires,
        Optional<String> nonce,
        Optional<String> algorithm,
        Optional<String> keyId,
        Optional<String> tag) {

    /**
     * A part of the request.
     *
     * @param identifier as it stands in what is signed, with its parameters
     */
    record Component(String name, Parameters parameters, String identifier) {}

    static SignatureInput read(Member member) throws MalformedField {
        if (!(member instanceof Member.InnerList list)) {
            throw new MalformedField("it is no list in round brackets");
        }
        List<Component> components = new ArrayList<>();
        Set<String> identifiers = new HashSet<>();
        for (Member.Item item : list.items()) {
            Component component = component(item);
            if (!identifiers.add(component.identifier())) {
                throw new MalformedField("it covers " + component.identifier() + " twice");
            }
            components.add(component);
        }
        Parameters parameters = list.parameters();
        return new SignatureInput(
                List.copyOf(components),
                list.serialized(),
                parameters.whole("created"),
                parameters.whole("expires"),
                parameters.text("nonce"),
                parameters.text("alg"),
                parameters.text("keyid"),
                parameters.text("tag"));
    }

    private static Component component(Member.Item item) throws MalformedField {
        if (item.value() instanceof BareItem.Text(String name)) {
            return new Component(name, item.parameters(), item.serialized());
        }
        throw new MalformedField("it names a component without quotes");
    }

    /** Whether a part of the request is signed as a whole, by its own name or by those of its parts. */
    boolean covers(String name, boolean withQuery) {
        if (direct(name)) {
            return true;
        }
        boolean pathAndQuery = direct("@request-target") || (direct("@path") && (!withQuery || direct("@query")));
        return switch (name) {
            case "@target-uri" -> direct("@authority") && pathAndQuery;
            case "@request-target" -> direct("@target-uri") || pathAndQuery;
            case "@path", "@query" -> direct("@target-uri") || direct("@request-target");
            case "@authority", "@scheme" -> direct("@target-uri");
            default -> false;
        };
    }

    private boolean direct(String name) {
        for (Component component : components) {
            if (component.name().equals(name) && !component.parameters().has("key")) {
                return true;
            }
        }
        return false;
    }
}
