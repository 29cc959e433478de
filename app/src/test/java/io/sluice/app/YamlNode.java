package io.sluice.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A place in a YAML or JSON file. */
record YamlNode(String name, Object value) {

    static YamlNode of(Path file) throws IOException {
        return new YamlNode(
                file.getFileName().toString(),
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
    }

    YamlNode at(String key) {
        if (value instanceof Map<?, ?> map && map.containsKey(key)) {
            return new YamlNode(name + "." + key, map.get(key));
        }
        throw new AssertionError("there is no " + key + " in " + name);
    }

    List<YamlNode> list(String key) {
        if (at(key).value instanceof List<?> items) {
            return items.stream()
                    .map(item -> new YamlNode(name + "." + key + "[]", item))
                    .toList();
        }
        throw new AssertionError(name + "." + key + " is no list");
    }

    String text(String key) {
        return String.valueOf(at(key).value);
    }

    int number(String key) {
        return (Integer) at(key).value;
    }
}
