package io.sluice.gateway.guard.jwt;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.token.TokenAlgorithm;
import io.sluice.gateway.guard.token.TokenField;
import io.sluice.gateway.guard.token.TokenSettings;
import io.sluice.gateway.guard.token.TokenThreads;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code jwt {secret, algorithm: "HS256", issuer, audience, verify_exp: true}}, and beyond the compatible format:
 *
 * <ul>
 *   <li>{@code algorithm}: one or a list of HS, RS, PS, ES with 256, 384, 512, and EdDSA
 *   <li>{@code public_key} (PEM) or {@code jwks_url}, with {@code jwks_max_age} and {@code jwks_max_stale}, instead of the secret
 *   <li>{@code secret_encoding} (text): text, hex, base64 or base64url
 *   <li>{@code header} (Authorization) and {@code prefix} (Bearer): where the token stands
 *   <li>{@code leeway} (30 s), {@code required_claims}
 *   <li>{@code replay_protection} (false): each token is taken once, by its {@code jti}
 * </ul>
 */
public final class JwtFactory implements GuardFactory {
    private static final TokenSettings.Names NAMES = new TokenSettings.Names(
            "secret", "secret_encoding", "public_key", "jwks_url", "algorithm", Set.of(TokenAlgorithm.HS256));

    private final Surroundings around;
    private final TokenThreads threads = TokenThreads.onEachCore();

    public JwtFactory(Surroundings around) {
        this.around = around;
    }

    @Override
    public String key() {
        return "jwt";
    }

    @Override
    public Phase phase() {
        return Phase.IDENTITY;
    }

    @Override
    public GuardPlan read(String webhookId, Section webhook) {
        Optional<Section> own = webhook.section(key());
        if (own.isEmpty()) {
            return new Unread();
        }
        Section section = own.get();
        boolean once = section.flag("replay_protection", false);
        if (once && !section.flag("verify_exp", true)) {
            section.problem(
                    "replay_protection",
                    "a token that never expires cannot be remembered for long enough",
                    "leave \"verify_exp\" at true");
        }
        return new JwtPlan(
                TokenSettings.read(section, NAMES, around), TokenField.read(section, "prefix"), once, around, threads);
    }

    /** Stands for settings that are wrong and never used. */
    private record Unread() implements GuardPlan {
        @Override
        public String describe() {
            return "a token";
        }

        @Override
        public Guard build() {
            return _ -> new Verdict.Reject(401, "jwt", "Unauthorized", List.of()).now();
        }
    }

    private record JwtPlan(
            TokenSettings settings, TokenField field, boolean once, Surroundings around, TokenThreads threads)
            implements GuardPlan {
        @Override
        public String describe() {
            return "a token in the header " + field.header() + ", signed with " + settings.describe()
                    + (once ? ", each once" : "");
        }

        @Override
        public Guard build() {
            return new JwtGuard(settings, field, once, around, threads);
        }
    }
}
