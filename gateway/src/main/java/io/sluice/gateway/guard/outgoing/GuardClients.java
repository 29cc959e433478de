package io.sluice.gateway.guard.outgoing;

import io.sluice.core.net.AddressRule;
import io.sluice.core.net.AllowedTarget;
import io.sluice.core.net.CheckedLookup;
import io.sluice.core.net.OutgoingProxy;
import io.sluice.core.net.Target;
import io.sluice.core.settings.Section;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Reads the URLs that guards call, and makes their clients. What all clients share is made with the first one. */
public final class GuardClients {
    private static final Executor VIRTUAL =
            work -> Thread.ofVirtual().name("guard-call").start(work);

    private final AddressRule rule;
    private final CheckedLookup.Lookup names;
    private final Optional<OutgoingProxy> proxy;
    private ScheduledThreadPoolExecutor deadlines;

    /**
     * @param environment may permit private or loopback addresses, and name a proxy
     * @throws IllegalArgumentException when it names none that can be used
     */
    public GuardClients(Map<String, String> environment) {
        this(environment, InetAddress::getAllByName);
    }

    GuardClients(Map<String, String> environment, CheckedLookup.Lookup names) {
        this.rule = AddressRule.of(environment);
        this.names = names;
        this.proxy = OutgoingProxy.of(environment);
    }

    /** Reads a URL that must be there, and {@code allowed_hosts} beside it. Problems go to the section; nothing is connected to. */
    public AllowedTarget read(Section section, String key) {
        return AllowedTarget.read(section, key, rule);
    }

    /** A URL that does not stand in the settings, and of which the guard knows that it may be called; empty when it is none. */
    public Optional<AllowedTarget> known(String url) {
        return Target.of(url).filter(target -> !target.oddlyWritten()).map(target -> new AllowedTarget(target, rule));
    }

    /** The same for a URL that need not be there. */
    public AllowedTarget read(Section section, String key, String otherwise) {
        return section.has(key)
                ? read(section, key)
                : new AllowedTarget(Target.of(otherwise).orElseThrow(), rule);
    }

    /** A client for that URL. */
    public synchronized GuardClient client(AllowedTarget target, GuardClient.Limits limits) {
        if (deadlines == null) {
            deadlines = new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("guard-deadlines").factory());
            deadlines.setRemoveOnCancelPolicy(true);
        }
        return new GuardClient(target, limits, VIRTUAL, deadlines, names, proxy);
    }
}
