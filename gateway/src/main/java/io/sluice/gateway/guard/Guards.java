package io.sluice.gateway.guard;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.gateway.guard.anyof.AnyOfFactory;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.authorization.AuthorizationFactory;
import io.sluice.gateway.guard.basicauth.BasicAuthFactory;
import io.sluice.gateway.guard.digestauth.DigestAuthFactory;
import io.sluice.gateway.guard.handshake.HandshakeFactory;
import io.sluice.gateway.guard.headerauth.HeaderAuthFactory;
import io.sluice.gateway.guard.hmac.HmacFactory;
import io.sluice.gateway.guard.httpsignature.HttpSignatureFactory;
import io.sluice.gateway.guard.idempotency.IdempotencyFactory;
import io.sluice.gateway.guard.ipwhitelist.IpWhitelistFactory;
import io.sluice.gateway.guard.jsonschema.JsonSchemaFactory;
import io.sluice.gateway.guard.jwt.JwtFactory;
import io.sluice.gateway.guard.mtls.MtlsFactory;
import io.sluice.gateway.guard.oauth1.OAuth1Factory;
import io.sluice.gateway.guard.oauth2.OAuth2Factory;
import io.sluice.gateway.guard.payload.PayloadChecks;
import io.sluice.gateway.guard.provider.ProviderFactory;
import io.sluice.gateway.guard.queryauth.QueryAuthFactory;
import io.sluice.gateway.guard.ratelimit.RateLimitFactory;
import io.sluice.gateway.guard.recaptcha.RecaptchaFactory;
import io.sluice.gateway.guard.signature.SignatureFactory;
import java.util.ArrayList;
import java.util.List;

/** The one place where guards are registered: a new guard is a package and a line here. */
public final class Guards {
    private Guards() {}

    /** All guards; those of one phase are asked in this order. */
    public static List<GuardFactory> all(Surroundings around) {
        List<GuardFactory> guards = new ArrayList<>(List.of(
                new IpWhitelistFactory(),
                new AuthorizationFactory(around),
                new BasicAuthFactory(around),
                new DigestAuthFactory(around),
                new HeaderAuthFactory(around),
                new QueryAuthFactory(around),
                new HmacFactory(around),
                new OAuth1Factory(around),
                new SignatureFactory(around),
                new HttpSignatureFactory(around),
                new MtlsFactory(around),
                new ProviderFactory(around),
                new JwtFactory(around),
                new OAuth2Factory(around),
                new RecaptchaFactory(around),
                new RateLimitFactory(around)));
        guards.add(new AnyOfFactory(guards));
        boolean providers = guards.stream().anyMatch(guard -> guard.key().equals("provider"));
        guards.add(new HandshakeFactory(around)); // is no way in: it lets in everything that it does not answer
        PayloadChecks checks = PayloadChecks.onEachCore();
        guards.add(new JsonSchemaFactory(checks));
        guards.add(new IdempotencyFactory(around, checks, providers));
        return List.copyOf(guards);
    }
}
