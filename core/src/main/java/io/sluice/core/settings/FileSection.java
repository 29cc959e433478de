package io.sluice.core.settings;

import io.sluice.core.settings.JsonValue.Member;
import io.sluice.core.settings.JsonValue.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A section of a {@link SettingsFile}. It remembers which keys were asked for: what nobody has asked for when all is read, nobody
 * knows. Not thread-safe.
 */
public final class FileSection implements Section {
    private final String file;
    private final String path;
    private final Place place;
    private final JsonValue.Obj object;
    private final Problems problems;
    private final Optional<OldPlace> oldPlace;
    private final Set<String> asked = new LinkedHashSet<>();
    private final Map<String, FileSection> children = new HashMap<>();

    FileSection(String file, String path, Place place, JsonValue.Obj object, Problems problems) {
        this(file, path, place, object, problems, Optional.empty());
    }

    private FileSection(
            String file,
            String path,
            Place place,
            JsonValue.Obj object,
            Problems problems,
            Optional<OldPlace> oldPlace) {
        this.file = file;
        this.path = path;
        this.place = place;
        this.object = object;
        this.problems = problems;
        this.oldPlace = oldPlace;
    }

    /** Where keys of this section stood in older files: in another section, among keys of that section's own. */
    private record OldPlace(FileSection section, Set<String> notMoved, String newPlace) {}

    /** A value that was asked for: the keys that lead to it, and where its name stands. */
    private record Found(String path, Place place, JsonValue value) {}

    /**
     * The section under the key, or an empty one, which also finds keys that stand beside it, as older files have them; each is
     * reported as deprecated.
     *
     * @param notMoved the keys that belong beside the section
     */
    public FileSection sectionWithOldPlace(String key, Set<String> notMoved) {
        FileSection found = child(key)
                .orElseGet(() -> new FileSection(
                        file, Paths.inside(path, key), place, new JsonValue.Obj(place, Map.of()), problems));
        FileSection moved = new FileSection(
                file, found.path, found.place, found.object, problems, Optional.of(new OldPlace(this, notMoved, key)));
        children.put(key, moved);
        return moved;
    }

    /** The keys in the order of the file. Asking for them all this way makes none of them known. */
    public Set<String> keys() {
        return object.members().keySet();
    }

    /** Whether somebody has asked for the key. */
    public boolean asked(String key) {
        return asked.contains(key);
    }

    /** Reports every key, here and in the sections below, that nobody has asked for. */
    public void reportUnknownKeys() {
        object.members().forEach((key, member) -> {
            if (!asked.contains(key)) {
                boolean moved = children.values().stream().anyMatch(child -> child.tookFrom(this, key));
                String cure = moved
                        ? "remove it: the key stands in the section too"
                        : NearestName.cure(Paths.plain(key), asked);
                error(Paths.inside(path, key), member.place(), "unknown key", cure);
            }
        });
        children.values().forEach(FileSection::reportUnknownKeys);
    }

    private boolean tookFrom(FileSection section, String key) {
        return oldPlace.isPresent() && oldPlace.get().section() == section && asked.contains(key);
    }

    @Override
    public String path() {
        return path.isEmpty() ? file : file + ": " + path;
    }

    @Override
    public boolean has(String key) {
        return find(key).isPresent();
    }

    @Override
    public Optional<String> string(String key) {
        return read(key, Reading.text());
    }

    @Override
    public String string(String key, String otherwise) {
        return string(key).orElse(otherwise);
    }

    @Override
    public String requiredString(String key) {
        Optional<Found> found = find(key);
        if (found.isEmpty()) {
            problem(key, "the key \"" + key + "\" is missing", "add it");
            return "";
        }
        Optional<String> text = string(key);
        if (text.isPresent() && text.get().isEmpty()) {
            problem(key, "must not be empty", "");
        }
        return text.orElse("");
    }

    @Override
    public boolean flag(String key, boolean otherwise) {
        return read(key, Reading.flag()).orElse(otherwise);
    }

    @Override
    public long integer(String key, long otherwise, long min, long max) {
        return read(key, Reading.integer(min, max)).orElse(otherwise);
    }

    @Override
    public double number(String key, double otherwise, double min, double max) {
        return read(key, Reading.number(min, max)).orElse(otherwise);
    }

    @Override
    public Duration duration(String key, Duration otherwise, Duration min, Duration max) {
        return read(key, Reading.duration(min, max)).orElse(otherwise);
    }

    @Override
    public long bytes(String key, long otherwise, long min, long max) {
        return read(key, Reading.bytes(min, max)).orElse(otherwise);
    }

    @Override
    public <E extends Enum<E>> E choice(String key, E otherwise) {
        List<E> constants = Arrays.asList(otherwise.getDeclaringClass().getEnumConstants());
        List<String> names = constants.stream()
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        Optional<String> written = string(key);
        int index = written.map(text -> names.indexOf(text.toLowerCase(Locale.ROOT)))
                .orElse(-1);
        if (index >= 0) {
            return constants.get(index);
        }
        written.flatMap(_ -> find(key))
                .filter(found -> !missing(found.value()))
                .ifPresent(found -> error(
                        found.path(),
                        found.value().place(),
                        "expected one of " + String.join(", ", names) + ", found "
                                + Secrecy.shown(found.path(), found.value()),
                        written.flatMap(text -> NearestName.of(text, names))
                                .map(name -> "did you mean \"" + name + "\"?")
                                .orElse("")));
        return otherwise;
    }

    @Override
    public List<String> strings(String key) {
        Optional<Found> found = find(key);
        List<String> texts = new ArrayList<>();
        if (found.isPresent() && found.get().value() instanceof JsonValue.Arr list) {
            for (JsonValue value : list.values()) {
                String where = Paths.element(found.get().path(), texts.size());
                texts.add(convert(new Found(where, value.place(), value), Reading.text())
                        .orElse(""));
            }
        } else {
            found.ifPresent(other -> wrong(other, "a list of texts"));
        }
        return List.copyOf(texts);
    }

    @Override
    public Map<String, String> stringMap(String key) {
        Optional<Found> found = find(key);
        Map<String, String> texts = new LinkedHashMap<>();
        if (found.isPresent() && found.get().value() instanceof JsonValue.Obj map) {
            map.members().forEach((name, member) -> {
                Found inner = new Found(Paths.inside(found.get().path(), name), member.place(), member.value());
                convert(inner, Reading.text()).ifPresent(text -> texts.put(name, text));
            });
        } else {
            found.ifPresent(other -> wrong(other, "an object of texts"));
        }
        return java.util.Collections.unmodifiableMap(texts);
    }

    @Override
    public Optional<Section> section(String key) {
        return child(key).map(section -> section);
    }

    /** The section under the key, of this very class. */
    public Optional<FileSection> child(String key) {
        Optional<Found> found = find(key);
        if (found.isPresent() && found.get().value() instanceof JsonValue.Obj inner) {
            return Optional.of(children.computeIfAbsent(
                    key,
                    _ -> new FileSection(file, found.get().path(), found.get().place(), inner, problems)));
        }
        found.ifPresent(other -> wrong(other, "an object"));
        return Optional.empty();
    }

    @Override
    public Optional<String> json(String key) {
        return find(key).map(found -> JsonText.of(found.value()));
    }

    @Override
    public List<Section> entries(String key, String shorthand) {
        Optional<Found> found = find(key);
        if (found.isEmpty()) {
            return List.of();
        }
        List<Section> entries = new ArrayList<>();
        if (found.get().value() instanceof JsonValue.Arr list) {
            for (int index = 0; index < list.values().size(); index++) {
                JsonValue value = list.values().get(index);
                String where = Paths.element(found.get().path(), index);
                entry(where, new Found(where, value.place(), value), shorthand).ifPresent(entries::add);
            }
        } else {
            entry(key, found.get(), shorthand).ifPresent(entries::add);
        }
        return List.copyOf(entries);
    }

    private Optional<Section> entry(String name, Found found, String shorthand) {
        Optional<JsonValue.Obj> inner = switch (found.value()) {
            case JsonValue.Obj written -> Optional.of(written);
            // A member that stands where its object stands: see inside().
            case JsonValue.Text text
            when !shorthand.isEmpty() ->
                Optional.of(new JsonValue.Obj(found.place(), Map.of(shorthand, new Member(found.place(), text))));
            default -> Optional.empty();
        };
        if (inner.isEmpty()) {
            wrong(found, shorthand.isEmpty() ? "an object" : "text, or an object with \"" + shorthand + "\"");
        }
        return inner.map(object -> children.computeIfAbsent(
                name, _ -> new FileSection(file, found.path(), found.place(), object, problems)));
    }

    /** What leads to a member; to one that a text stands for, what leads to the text. */
    private String inside(String key, Member member) {
        return member.place().equals(place) ? path : Paths.inside(path, key);
    }

    @Override
    public void problem(String key, String message, String cure) {
        Found at = placeOf(key);
        error(at.path(), at.place(), message, cure);
    }

    @Override
    public void warning(String key, String message, String cure) {
        Found at = placeOf(key);
        problems.warning(new Problem(file, at.place().line(), at.place().column(), at.path(), message, cure));
    }

    private Found placeOf(String key) {
        return find(key).orElseGet(() -> new Found(path, place, object));
    }

    private Optional<Found> find(String key) {
        asked.add(key);
        Member member = object.members().get(key);
        return member == null
                ? oldPlace.flatMap(old -> findInOldPlace(old, key))
                : Optional.of(new Found(inside(key, member), member.place(), member.value()));
    }

    private static Optional<Found> findInOldPlace(OldPlace old, String key) {
        if (old.notMoved().contains(key) || !old.section().keys().contains(key)) {
            return Optional.empty();
        }
        old.section()
                .warning(
                        key,
                        "a setting of the module at the webhook's top level is deprecated",
                        "move it into \"" + old.newPlace() + "\"");
        return old.section().find(key);
    }

    private <T> Optional<T> read(String key, Reading<T> reading) {
        return find(key).flatMap(found -> convert(found, reading));
    }

    private <T> Optional<T> convert(Found found, Reading<T> reading) {
        if (missing(found.value())) {
            return Optional.empty();
        }
        Optional<T> value = reading.as().apply(found.value());
        if (value.isEmpty()) {
            wrong(found, reading.expected());
        }
        return value;
    }

    private static boolean missing(JsonValue value) {
        return value instanceof JsonValue.Text text && text.origin() == Origin.MISSING;
    }

    private void wrong(Found found, String expected) {
        if (!missing(found.value())) {
            String message = "expected " + expected + ", found " + Secrecy.shown(found.path(), found.value());
            error(found.path(), found.value().place(), message, "");
        }
    }

    private void error(String where, Place at, String message, String cure) {
        problems.error(new Problem(file, at.line(), at.column(), where, message, cure));
    }
}
