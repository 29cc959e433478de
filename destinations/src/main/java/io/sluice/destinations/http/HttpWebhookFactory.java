package io.sluice.destinations.http;

import io.sluice.core.plugin.DestinationFactory;
import io.sluice.core.plugin.DestinationPlan;
import io.sluice.core.settings.DestinationSettings;
import io.sluice.core.settings.Section;
import io.sluice.destinations.http.AddressBlock.Use;
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
    private static final Target NOWHERE = new Target("http", "invalid", -1, "/");
    private static final AddressRule ANY = new AddressRule(Set.of(Use.values()));

    private final AddressRule rule;
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor deadlines;
    private final CheckedResolver.Lookup lookup;

    /** @param environment may permit private or loopback addresses */
    public HttpWebhookFactory(Map<String, String> environment, InstantSource clock) {
        this(environment, clock, InetAddress::getAllByName);
    }

    HttpWebhookFactory(Map<String, String> environment, InstantSource clock, CheckedResolver.Lookup lookup) {
        this.lookup = lookup;
        this.rule = AddressRule.of(environment);
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
        Set<String> trusted = lowerCase(module, "allowed_hosts");
        Target target = target(module, trusted);
        HttpSettings read = new HttpSettings(
                target,
                module.choice("method", HttpSettings.Method.POST),
                headers(module),
                forwarding(module),
                module.duration("timeout", Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofMinutes(10)),
                (int) module.integer("concurrency", 16, 1, 1_000),
                trusted.contains(target.host()) ? ANY : rule);
        return new HttpPlan(read, deadlines, clock, lookup);
    }

    private Target target(Section module, Set<String> trusted) {
        String url = module.requiredString("url");
        if (url.isEmpty()) {
            return NOWHERE;
        }
        Optional<Target> found = Target.of(url);
        if (found.isEmpty()) {
            module.problem(
                    "url",
                    "is no URL that can be sent to",
                    "write http:// or https://, a host, and a path; credentials belong into headers");
            return NOWHERE;
        }
        Target target = found.get();
        if (target.oddlyWritten()) {
            module.problem("url", "the address is oddly written", "write four decimal numbers, such as 192.0.2.1");
        } else if (!trusted.isEmpty() && !trusted.contains(target.host())) {
            module.problem("url", "its host is not among allowed_hosts", "add " + target.host() + " there");
        } else if (trusted.isEmpty()) {
            refusal(target)
                    .ifPresent(reason -> module.problem(
                            "url",
                            "leads to an address that is not allowed: " + reason,
                            "if that is meant, add \"" + target.host() + "\" to \"allowed_hosts\""));
        }
        return target;
    }

    /** What can be known without asking for the name's address, which is done at each connection. */
    private Optional<String> refusal(Target target) {
        boolean local = target.host().equals("localhost") || target.host().endsWith(".localhost");
        if (local && !rule.allowed().contains(Use.LOOPBACK)) {
            return Optional.of("loopback");
        }
        return target.literal().flatMap(rule::refusal);
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
