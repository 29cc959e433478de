package io.sluice.gateway.guard.oauth2;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.token.TokenAlgorithm;
import io.sluice.gateway.guard.token.TokenField;
import io.sluice.gateway.guard.token.TokenRules;
import io.sluice.gateway.guard.token.TokenSettings;
import io.sluice.gateway.guard.token.TokenThreads;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code oauth2 {token_type: "Bearer", introspection_endpoint, client_id, client_secret, required_scope: [], validate_token: true}} or
 * {@code oauth2 {jwt_secret, jwt_algorithms: ["HS256", "RS256"], audience, issuer, verify_exp: true, required_scope}}, and beyond the
 * compatible format:
 *
 * <ul>
 *   <li>{@code jwt_public_key}, {@code jwks_url} and the other options of tokens, see {@link TokenSettings}
 *   <li>{@code client_authentication} (basic): basic or post
 *   <li>{@code cache_time} (30 s), {@code cache_size} (10,000): how long and how many answers are remembered
 *   <li>{@code header} (Authorization): where the token stands
 * </ul>
 */
public final class OAuth2Factory implements GuardFactory {
    private static final TokenSettings.Names NAMES = new TokenSettings.Names(
            "jwt_secret",
            "jwt_secret_encoding",
            "jwt_public_key",
            "jwks_url",
            "jwt_algorithms",
            Set.of(TokenAlgorithm.HS256, TokenAlgorithm.RS256));

    private final Surroundings around;
    private final TokenThreads threads = TokenThreads.onEachCore();

    public OAuth2Factory(Surroundings around) {
        this.around = around;
    }

    @Override
    public String key() {
        return "oauth2";
    }

    @Override
    public Phase phase() {
        return Phase.IDENTITY;
    }

    @Override
    public GuardPlan read(String webhookId, Section webhook) {
        Optional<Section> own = webhook.section(key());
        if (own.isEmpty()) {
            return new Plan(
                    new TokenField("Authorization", "Bearer"), List.of(), new Check.Presence(), around, threads);
        }
        Section section = own.get();
        return new Plan(
                TokenField.read(section, "token_type"),
                section.strings("required_scope"),
                check(section),
                around,
                threads);
    }

    private Check check(Section section) {
        boolean asked = section.has(Introspection.ENDPOINT);
        boolean signed = NAMES.present(section);
        if (!section.flag("validate_token", true)) {
            if (asked || signed || section.has("required_scope")) {
                section.problem(
                        "validate_token",
                        "says that no token is checked, and what stands beside it how",
                        "remove one of them");
            }
            section.warning(
                    "validate_token", "any token is taken, so that anybody gets in", "say how tokens are checked");
            return new Check.Presence();
        }
        if (asked && signed) {
            section.problem(Introspection.ENDPOINT, "there is a key for tokens beside it", "remove one of them");
        }
        if (signed) {
            return new Check.Signature(TokenSettings.read(section, NAMES, around));
        }
        if (!asked) {
            section.problem(
                    Introspection.ENDPOINT,
                    "it is not said how tokens are checked",
                    "add \"" + Introspection.ENDPOINT + "\", \"jwks_url\", \"jwt_public_key\" or \"jwt_secret\"");
            return new Check.Presence();
        }
        return new Check.Asking(Introspection.read(section, around), TokenRules.read(section));
    }

    /** How a token is checked. */
    sealed interface Check {
        /** By its signature and its claims. */
        record Signature(TokenSettings settings) implements Check {}

        /** By asking the authorization server. */
        record Asking(Introspection introspection, TokenRules rules) implements Check {}

        /** That there is one. */
        record Presence() implements Check {}
    }

    private record Plan(TokenField field, List<String> scopes, Check check, Surroundings around, TokenThreads threads)
            implements GuardPlan {
        @Override
        public String describe() {
            String how = switch (check) {
                case Check.Signature(TokenSettings settings) -> ", signed with " + settings.describe();
                case Check.Asking(Introspection introspection, var _) -> ", asked for at " + introspection.describe();
                case Check.Presence _ -> ", whatever it is";
            };
            String permitted = scopes.isEmpty() ? "" : ", with the scope " + String.join(" ", scopes);
            return "an access token in the header " + field.header() + how + permitted;
        }

        @Override
        public Guard build() {
            return new OAuth2Guard(field, scopes, check, around, threads);
        }
    }
}
