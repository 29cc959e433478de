package io.sluice.gateway.guard.recaptcha;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.FieldName;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.recaptcha.RecaptchaSettings.Version;
import io.sluice.gateway.guard.secret.Secrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code recaptcha {secret_key, version: "v3", token_source: "header", token_field: "X-Recaptcha-Token", min_score: 0.5}}, and beyond
 * the compatible format:
 *
 * <ul>
 *   <li>{@code action}: what a token of version 3 must be for
 *   <li>{@code hostname}: one or a list of the sites that it may come from
 *   <li>{@code max_age} (5 min): how old the challenge may be
 *   <li>{@code send_address} (false): whether the service is told the sender's address
 *   <li>{@code verify_url}: another service that answers alike
 * </ul>
 */
public final class RecaptchaFactory implements GuardFactory {
    private static final String GOOGLE = "https://www.google.com/recaptcha/api/siteverify";
    private static final String FIELD = "X-Recaptcha-Token";
    private static final String NAME = "name";

    private final Surroundings around;

    public RecaptchaFactory(Surroundings around) {
        this.around = around;
    }

    @Override
    public String key() {
        return "recaptcha";
    }

    @Override
    public Phase phase() {
        return Phase.IDENTITY;
    }

    private enum Place {
        HEADER,
        BODY
    }

    @Override
    public GuardPlan read(String webhookId, Section webhook) {
        Optional<Section> own = webhook.section(key());
        return own.<GuardPlan>map(section -> new Plan(settings(section), around))
                .orElseGet(Unread::new);
    }

    private RecaptchaSettings settings(Section section) {
        Version version = section.choice("version", Version.V3);
        double minScore = section.number("min_score", 0.5, 0, 1);
        Optional<String> action = section.string("action");
        for (String key : List.of("min_score", "action")) {
            if (version == Version.V2 && section.has(key)) {
                section.warning(key, "has no effect with version 2, which gives none", "remove it, or use version v3");
            }
        }
        boolean header = section.choice("token_source", Place.HEADER) == Place.HEADER;
        TokenSource source = header
                ? new TokenSource.InHeader(FieldName.read(section, "token_field", FIELD))
                : TokenSource.InBody.of(section.string("token_field", FIELD));
        return new RecaptchaSettings(
                Secrets.required(section, "secret_key", around.clock()),
                version,
                source,
                minScore,
                action,
                hostnames(section),
                section.duration("max_age", Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofDays(1)),
                section.flag("send_address", false),
                around.clients().read(section, "verify_url", GOOGLE));
    }

    private static List<String> hostnames(Section section) {
        List<String> names = new ArrayList<>();
        for (Section entry : section.entries("hostname", NAME)) {
            names.add(entry.requiredString(NAME).toLowerCase(Locale.ROOT));
        }
        if (section.has("hostname") && names.isEmpty()) {
            section.problem(
                    "hostname", "there is none, so that no token would be right", "write a name, or a list of names");
        }
        return List.copyOf(names);
    }

    /** Stands for settings that are wrong and never used. */
    private record Unread() implements GuardPlan {
        @Override
        public String describe() {
            return "a reCAPTCHA token";
        }

        @Override
        public Guard build() {
            return _ -> new Verdict.Reject(401, "recaptcha", "Unauthorized", List.of()).now();
        }
    }

    private record Plan(RecaptchaSettings settings, Surroundings around) implements GuardPlan {
        @Override
        public String describe() {
            String score =
                    settings.version() == Version.V3 ? " with a score of " + settings.minScore() + " or more" : "";
            return "a reCAPTCHA token (" + settings.version().name().toLowerCase(Locale.ROOT) + ") "
                    + settings.source().describe() + score
                    + settings.action().map(action -> " for " + action).orElse("")
                    + (settings.hostnames().isEmpty() ? "" : " from " + String.join(", ", settings.hostnames()))
                    + ", verified at " + settings.url().target() + ", each once";
        }

        @Override
        public Guard build() {
            return new RecaptchaGuard(settings, around);
        }
    }
}
