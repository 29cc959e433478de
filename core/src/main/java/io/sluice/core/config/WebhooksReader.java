package io.sluice.core.config;

import io.sluice.core.net.AddressRanges;
import io.sluice.core.plugin.ConfiguredGuard;
import io.sluice.core.plugin.DestinationFactory;
import io.sluice.core.plugin.DestinationPlan;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.settings.Connection;
import io.sluice.core.settings.DestinationSettings;
import io.sluice.core.settings.FileSection;
import io.sluice.core.settings.NearestName;
import io.sluice.core.settings.Section;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code webhooks.json}. */
final class WebhooksReader {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final Set<String> OWN_KEYS = Set.of(
            "data_type",
            "module",
            "connection",
            "module-config",
            "retry",
            "credential_cleanup",
            "trusted_proxies",
            "on_failure",
            "quarantine");
    /** Keys of the compatible format. Those that no guard here reads are refused: passed over, they would leave a webhook open. */
    private static final Set<String> FORMAT_KEYS = Set.of(
            "authorization",
            "basic_auth",
            "header_auth",
            "query_auth",
            "hmac",
            "jwt",
            "digest_auth",
            "oauth1",
            "oauth2",
            "ip_whitelist",
            "recaptcha",
            "json_schema",
            "rate_limit",
            "chain",
            "chain-config");

    private final List<GuardFactory> guards;
    private final Map<String, DestinationFactory> destinations;
    private final Connections connections;
    private final Set<String> topLevelKeys = new HashSet<>();

    WebhooksReader(List<GuardFactory> guards, List<DestinationFactory> destinations, Connections connections) {
        this.guards = guards.stream()
                .sorted(Comparator.comparing(GuardFactory::phase))
                .toList();
        this.destinations =
                destinations.stream().collect(Collectors.toMap(DestinationFactory::module, Function.identity()));
        this.connections = connections;
        topLevelKeys.addAll(OWN_KEYS);
        topLevelKeys.addAll(FORMAT_KEYS);
        guards.forEach(guard -> topLevelKeys.add(guard.key()));
    }

    /** The valid webhooks by id; problems stand with the section. */
    Map<String, Webhook> read(FileSection root) {
        Map<String, Webhook> webhooks = new LinkedHashMap<>();
        for (String id : root.keys()) {
            if (!ID.matcher(id).matches()) {
                root.problem(id, "not a webhook id", "use 1 to 64 letters, digits, - and _, a letter or digit first");
            }
            root.child(id).flatMap(section -> webhook(id, section)).ifPresent(webhook -> webhooks.put(id, webhook));
        }
        root.reportUnknownKeys();
        return Collections.unmodifiableMap(webhooks);
    }

    private Optional<Webhook> webhook(String id, FileSection section) {
        Webhook.DataType dataType = section.choice("data_type", Webhook.DataType.JSON);
        AddressRanges proxies = AddressRanges.read(section, "trusted_proxies");
        List<ConfiguredGuard> configured = guards.stream()
                .filter(guard -> section.has(guard.key()))
                .map(guard -> new ConfiguredGuard(guard.key(), guard.phase(), guard.read(id, section)))
                .toList();
        Admission admission = new Admission(proxies, configured, QuarantineBounds.read(section, configured));
        refuseUnbuilt(section);
        RetryPolicy retry = DeliverySettings.retry(section);
        CredentialCleanup cleanup = DeliverySettings.cleanup(section);
        Optional<Connection> connection = connection(section);
        return destination(id, section, connection)
                .map(plan -> new Webhook(id, dataType, section.string("module", ""), plan, admission, retry, cleanup));
    }

    private static void refuseUnbuilt(FileSection section) {
        for (String key : FORMAT_KEYS) {
            if (section.keys().contains(key) && !section.asked(key)) {
                section.problem(key, "not supported by this version", "remove it, or wait for a version that has it");
            }
        }
    }

    private Optional<Connection> connection(Section section) {
        Optional<String> name = section.string("connection");
        Optional<Connection> found = name.map(connections.byName()::get);
        if (name.isPresent() && found.isEmpty()) {
            section.problem(
                    "connection",
                    "there is no such connection",
                    NearestName.cure(name.get(), connections.byName().keySet()));
        }
        return found;
    }

    private Optional<DestinationPlan> destination(String id, FileSection section, Optional<Connection> connection) {
        OWN_KEYS.forEach(section::has);
        if (section.keys().contains("chain") && !section.keys().contains("module")) {
            return Optional.empty(); // a chain takes the place of a module, and was refused already
        }
        String module = section.requiredString("module");
        DestinationFactory factory = destinations.get(module);
        if (factory != null) {
            Section config = section.sectionWithOldPlace("module-config", topLevelKeys);
            return Optional.of(factory.read(new DestinationSettings(id, config, connection)));
        }
        if (!module.isEmpty()) {
            section.problem(
                    "module", "this version has no such module", NearestName.cure(module, destinations.keySet()));
            takeForModuleSettings(section);
        }
        return Optional.empty();
    }

    /** What an unknown module may have at its webhook's top level cannot be judged, unless it looks like a slip. */
    private static void takeForModuleSettings(FileSection section) {
        Set<String> known = section.keys().stream().filter(section::asked).collect(Collectors.toSet());
        known.addAll(OWN_KEYS);
        section.keys().stream()
                .filter(key -> NearestName.of(key, known).isEmpty())
                .forEach(section::has);
    }
}
