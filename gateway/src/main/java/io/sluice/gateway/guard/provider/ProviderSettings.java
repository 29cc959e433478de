package io.sluice.gateway.guard.provider;

import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.secret.Secrets;
import java.util.Optional;

/** The object under the key {@code provider}, while it is read. Not thread-safe. */
public final class ProviderSettings {
    private final Section section;
    private final Surroundings around;
    private Optional<Secrets> secrets = Optional.empty();

    ProviderSettings(Section section, Surroundings around) {
        this.section = section;
        this.around = around;
    }

    public Section section() {
        return section;
    }

    public Surroundings around() {
        return around;
    }

    /** The secrets under {@code secret}, which must be there. Problems are told once, however often it is called. */
    public Secrets secrets() {
        if (secrets.isEmpty()) {
            secrets = Optional.of(Secrets.required(section, "secret", around.clock()));
        }
        return secrets.get();
    }

    /** The texts under another key, which must be there: a list as secrets are, though they are none. */
    public Secrets secrets(String key) {
        return Secrets.required(section, key, around.clock());
    }
}
