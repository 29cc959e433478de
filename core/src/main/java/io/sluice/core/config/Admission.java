package io.sluice.core.config;

import io.sluice.core.net.AddressRanges;
import io.sluice.core.plugin.ConfiguredGuard;
import java.util.List;
import java.util.Optional;

/**
 * Who may send to a webhook.
 *
 * @param trustedProxies whose word about a sender's address and the called URL is taken
 * @param guards in the order in which they are asked
 * @param quarantine how much is kept of what did not prove who sent it; empty when nothing is
 */
public record Admission(
        AddressRanges trustedProxies, List<ConfiguredGuard> guards, Optional<QuarantineBounds> quarantine) {
    /** Anyone. */
    public static final Admission OPEN = new Admission(AddressRanges.NONE, List.of());

    /** Whoever fails is refused, and that is all. */
    public Admission(AddressRanges trustedProxies, List<ConfiguredGuard> guards) {
        this(trustedProxies, guards, Optional.empty());
    }
}
