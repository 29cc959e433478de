package io.sluice.gateway.guard.provider;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A provider that a file of data says everything about. */
record TemplateProvider(ProviderFacts facts, Template template) implements Provider {
    @Override
    public ProviderCheck read(ProviderSettings settings) {
        return template.read(settings);
    }

    @Override
    public UnsentRequest sign(UnsentRequest request, String secret, Map<String, String> options, Instant at) {
        return template.sign(request, secret, options, at);
    }

    @Override
    public String secretKey() {
        return template.secretKey();
    }

    @Override
    public Optional<String> whyUnsignable() {
        return template.whyUnsignable();
    }
}
