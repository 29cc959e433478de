package io.sluice.destinations.http;

import io.sluice.core.net.AddressRule;
import io.sluice.core.net.AllowedTarget;
import io.sluice.core.net.CheckedLookup;
import io.sluice.core.net.OutgoingProxy;
import io.sluice.core.plugin.DestinationFactory;
import io.sluice.core.plugin.DestinationPlan;
import io.sluice.core.settings.DestinationSettings;
import io.sluice.core.settings.Section;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Collectors;

/**
 * The destination {@code http_webhook}.
 *
 * <ul>
 *   <li>{@code url}: {@code http} or {@code https}; its host must not lead to private, loopback or metadata addresses
 *   <li>{@code method} (POST): POST, PUT or PATCH
 *   <li>{@code headers}: set on every request
 *   <li>{@code timeout} (30 s): for a whole request
 *   <li>{@code forward_headers} (false): send the sender's headers on; {@code allowed_headers}: only these
 *   <li>{@code allowed_hosts}: when given, the host must be among them, and its addresses are not looked at
 *   <li>{@code concurrency} (16): requests under way at once
 * </ul>
 */
public final class HttpWebhookFactory implements DestinationFactory {
    private final AddressRule rule;
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor deadlines;
    private final CheckedLookup.Lookup lookup;
    private final Optional<OutgoingProxy> proxy;

    /**
     * @param environment may permit private or loopback addresses, and name a proxy
     * @throws IllegalArgumentException when it names none that can be used
     */
    public HttpWebhookFactory(Map<String, String> environment, InstantSource clock) {
        this(environment, clock, InetAddress::getAllByName);
    }

    HttpWebhookFactory(Map<String, String> environment, InstantSource clock, CheckedLookup.Lookup lookup) {
        this.lookup = lookup;
        this.rule = AddressRule.of(environment);
        this.proxy = OutgoingProxy.of(environment);
        this.clock = clock;
        this.deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("http-deadlines").factory());
        this.deadlines.setRemoveOnCancelPolicy(true);
    }

    @Override
    public String module() {
        return "http_webhook";
    }

    @Override
    public DestinationPlan read(DestinationSettings settings) {
        Section module = settings.module();
        AllowedTarget allowed = AllowedTarget.read(module, "url", rule);
        HttpSettings read = new HttpSettings(
                allowed.target(),
                module.choice("method", HttpSettings.Method.POST),
                headers(module),
                forwarding(module),
                module.duration("timeout", Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofMinutes(10)),
                (int) module.integer("concurrency", 16, 1, 1_000),
                allowed.addresses());
        return new HttpPlan(read, deadlines, clock, lookup, proxy);
    }

    private static Map<String, String> headers(Section module) {
        Map<String, String> headers = module.stringMap("headers");
        headers.forEach((name, value) -> {
            if (HeaderRule.reserved(name)) {
                module.problem("headers", "\"" + name + "\" is decided by the request itself", "remove it");
            } else if (!HeaderRule.valid(name, value)) {
                module.problem("headers", "a name or a value holds characters that no header may hold", "remove them");
            }
        });
        return headers;
    }

    private static HeaderRule forwarding(Section module) {
        Optional<Set<String>> allowed =
                module.has("allowed_headers") ? Optional.of(lowerCase(module, "allowed_headers")) : Optional.empty();
        return new HeaderRule(module.flag("forward_headers", false), allowed);
    }

    private static Set<String> lowerCase(Section module, String key) {
        return module.strings(key).stream()
                .map(text -> text.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
