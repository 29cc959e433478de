package io.sluice.gateway;

import io.sluice.core.settings.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Settings from a map, for tests that need no file. Keeps what was found wrong. */
public record MapSection(Map<String, Object> values, List<String> problems) implements Section {
    public static MapSection of(Map<String, Object> values) {
        return new MapSection(values, new ArrayList<>());
    }

    @Override
    public String path() {
        return "test";
    }

    @Override
    public boolean has(String key) {
        return values.containsKey(key);
    }

    @Override
    public Optional<String> string(String key) {
        return Optional.ofNullable((String) values.get(key));
    }

    @Override
    public String string(String key, String otherwise) {
        return string(key).orElse(otherwise);
    }

    @Override
    public String requiredString(String key) {
        return string(key).orElseGet(() -> {
            problems.add(key);
            return "";
        });
    }

    @Override
    public boolean flag(String key, boolean otherwise) {
        return (Boolean) values.getOrDefault(key, otherwise);
    }

    @Override
    public long integer(String key, long otherwise, long min, long max) {
        long value = ((Number) values.getOrDefault(key, otherwise)).longValue();
        if (value < min || value > max) {
            problems.add(key);
            return otherwise;
        }
        return value;
    }

    @Override
    public double number(String key, double otherwise, double min, double max) {
        return ((Number) values.getOrDefault(key, otherwise)).doubleValue();
    }

    @Override
    public Duration duration(String key, Duration otherwise, Duration min, Duration max) {
        return has(key) ? Duration.ofMillis((long) (1_000 * number(key, 0, 0, 0))) : otherwise;
    }

    @Override
    public long bytes(String key, long otherwise, long min, long max) {
        return integer(key, otherwise, min, max);
    }

    @Override
    public <E extends Enum<E>> E choice(String key, E otherwise) {
        return string(key)
                .map(text -> Enum.valueOf(otherwise.getDeclaringClass(), text.toUpperCase(Locale.ROOT)))
                .orElse(otherwise);
    }

    @Override
    @SuppressWarnings("unchecked") // the test that put the list in knows
    public List<String> strings(String key) {
        return (List<String>) values.getOrDefault(key, List.of());
    }

    @Override
    @SuppressWarnings("unchecked") // the test that put the map in knows
    public Map<String, String> stringMap(String key) {
        return (Map<String, String>) values.getOrDefault(key, Map.of());
    }

    @Override
    @SuppressWarnings("unchecked") // the test that put the map in knows
    public Optional<Section> section(String key) {
        return Optional.ofNullable((Map<String, Object>) values.get(key)).map(inner -> new MapSection(inner, problems));
    }

    @Override
    public Optional<String> json(String key) {
        return Optional.ofNullable(values.get(key)).map(new JsonMapper()::writeValueAsString);
    }

    @Override
    @SuppressWarnings("unchecked") // the test that put the map in knows
    public List<Section> entries(String key, String shorthand) {
        List<?> written = values.get(key) instanceof List<?> list
                ? list
                : Optional.ofNullable(values.get(key)).stream().toList();
        List<Section> entries = new ArrayList<>();
        for (Object entry : written) {
            Map<String, Object> inner =
                    entry instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of(shorthand, entry);
            entries.add(new MapSection(inner, problems));
        }
        return entries;
    }

    @Override
    public void problem(String key, String message, String cure) {
        problems.add(key + ": " + message);
    }

    @Override
    public void warning(String key, String message, String cure) {
        problems.add(key + ": " + message);
    }
}
