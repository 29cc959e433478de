package io.sluice.gateway.diagnosis;

import io.sluice.core.settings.Section;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Settings as they would be with something altered. The settings themselves were read before and are right; what the alteration makes
 * wrong is only remembered.
 */
final class AlteredSection implements Section {
    /** Under these a guard reads secrets; {@code value} is one's text where it has a time. */
    private static final Set<String> SECRETS =
            Set.of("secret", "api_key", "password", "authorization", "token", "value");

    private static final Set<String> TIMES = Set.of("not_before", "not_after");

    private final Section written;
    private final Alteration alteration;
    private final AtomicBoolean faulty;

    AlteredSection(Section written, Alteration alteration) {
        this(written, alteration, new AtomicBoolean());
    }

    private AlteredSection(Section written, Alteration alteration, AtomicBoolean faulty) {
        this.written = written;
        this.alteration = alteration;
        this.faulty = faulty;
    }

    /** Whether the alteration makes the settings wrong, here or in a section below. */
    boolean faulty() {
        return faulty.get();
    }

    @Override
    public String path() {
        return written.path();
    }

    @Override
    public boolean has(String key) {
        return alteration.values().containsKey(key) || written.has(key);
    }

    @Override
    public Optional<String> string(String key) {
        if (alteration.values().containsKey(key)) {
            return Optional.of(alteration.values().get(key));
        }
        if (alteration.always() && TIMES.contains(key)) {
            return Optional.empty();
        }
        return SECRETS.contains(key) ? written.string(key).map(alteration.secret()) : written.string(key);
    }

    @Override
    public String string(String key, String otherwise) {
        return string(key).orElse(otherwise);
    }

    @Override
    public String requiredString(String key) {
        String text = string(key).orElse("");
        if (text.isEmpty()) {
            faulty.set(true);
        }
        return text;
    }

    @Override
    public boolean flag(String key, boolean otherwise) {
        return alteration.values().containsKey(key)
                ? Boolean.parseBoolean(alteration.values().get(key))
                : written.flag(key, otherwise);
    }

    @Override
    public <E extends Enum<E>> E choice(String key, E otherwise) {
        if (!alteration.values().containsKey(key)) {
            return written.choice(key, otherwise);
        }
        String name = alteration.values().get(key).toUpperCase(Locale.ROOT);
        Optional<E> found = Stream.of(otherwise.getDeclaringClass().getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            faulty.set(true);
        }
        return found.orElse(otherwise);
    }

    @Override
    public Optional<Section> section(String key) {
        return written.section(key).map(this::altered);
    }

    @Override
    public Optional<String> json(String key) {
        return written.json(key);
    }

    @Override
    public List<Section> entries(String key, String shorthand) {
        return written.entries(key, shorthand).stream().map(this::altered).toList();
    }

    private Section altered(Section section) {
        return new AlteredSection(section, alteration, faulty);
    }

    @Override
    public void problem(String key, String message, String cure) {
        faulty.set(true);
    }

    @Override
    public void warning(String key, String message, String cure) {
        // Was said when the settings were read.
    }

    @Override
    public long integer(String key, long otherwise, long min, long max) {
        return written.integer(key, otherwise, min, max);
    }

    @Override
    public double number(String key, double otherwise, double min, double max) {
        return written.number(key, otherwise, min, max);
    }

    @Override
    public Duration duration(String key, Duration otherwise, Duration min, Duration max) {
        return written.duration(key, otherwise, min, max);
    }

    @Override
    public long bytes(String key, long otherwise, long min, long max) {
        return written.bytes(key, otherwise, min, max);
    }

    @Override
    public List<String> strings(String key) {
        return written.strings(key);
    }

    @Override
    public Map<String, String> stringMap(String key) {
        return written.stringMap(key);
    }
}
