package io.sluice.gateway.guard.structured;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is said of a value, in its order: {@code ;created=1618884473;keyid="a"}. */
public record Parameters(Map<String, BareItem> all) {
    public static final Parameters NONE = new Parameters(Map.of());

    public Parameters {
        all = all.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(all));
    }

    public Optional<BareItem> get(String name) {
        return Optional.ofNullable(all.get(name));
    }

    public boolean has(String name) {
        return all.containsKey(name);
    }

    /** A parameter that is true or not there. */
    public boolean flag(String name) {
        return new BareItem.Flag(true).equals(all.get(name));
    }

    /** A text that may be missing. */
    public Optional<String> text(String name) throws MalformedField {
        return switch (all.get(name)) {
            case null -> Optional.empty();
            case BareItem.Text(String value) -> Optional.of(value);
            default -> throw new MalformedField("the parameter " + name + " is no text in quotes");
        };
    }

    /** A whole number that may be missing. */
    public Optional<Long> whole(String name) throws MalformedField {
        return switch (all.get(name)) {
            case null -> Optional.empty();
            case BareItem.Whole(long value) -> Optional.of(value);
            default -> throw new MalformedField("the parameter " + name + " is no whole number");
        };
    }

    String serialized() {
        StringBuilder out = new StringBuilder();
        all.forEach((name, value) -> {
            out.append(';').append(name);
            if (!value.equals(new BareItem.Flag(true))) {
                out.append('=').append(value.serialized());
            }
        });
        return out.toString();
    }
}
