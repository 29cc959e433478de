package io.sluice.gateway.accept;

import io.sluice.core.net.Addresses;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Bounds how often one address may fail to prove who it is, for each webhook and in this process: whoever has failed too often within a
 * minute waits until it is over. Guessing costs the gateway next to nothing then, and a sender with a wrong secret at one webhook keeps
 * none out of another. An IPv6 address counts as its /64, which one sender has to itself (RFC 6177).
 *
 * <p>As long as nobody is kept waiting, a request costs one volatile read. Remembers at most {@link #SENDERS} and forgets the longest
 * unseen first. Thread-safe.
 */
public final class FailedAttempts {
    private static final int SENDERS = 10_000;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private record Key(String webhook, String address) {}

    private static final class Count {
        long sinceNanos;
        int failures;
    }

    private final int perMinute;
    private final LongSupplier nanoTime;
    private final Map<Key, Count> counts = new LinkedHashMap<>(16, 0.75f, true);
    /** Whether somebody may have to wait; cleared when the last one's minute is over. */
    private volatile boolean anyWaiting;

    private long lastEndNanos;

    /** @param perMinute 0 for any number */
    public FailedAttempts(int perMinute, LongSupplier nanoTime) {
        this.perMinute = perMinute;
        this.nanoTime = nanoTime;
    }

    /** How many seconds the address has to wait before it may try again; 0 for none. */
    long secondsToWait(String webhook, String address) {
        return anyWaiting ? look(new Key(webhook, network(address))) : 0;
    }

    private synchronized long look(Key key) {
        long now = nanoTime.getAsLong();
        if (now - lastEndNanos >= 0) {
            anyWaiting = false;
            return 0;
        }
        Count count = counts.get(key);
        if (count == null || count.failures < perMinute || now - count.sinceNanos >= MINUTE_NANOS) {
            return 0;
        }
        return Math.max(1, Math.ceilDiv(count.sinceNanos + MINUTE_NANOS - now, 1_000_000_000L));
    }

    /** The address has failed once more. */
    void failed(String webhook, String address) {
        if (perMinute > 0) {
            count(new Key(webhook, network(address)));
        }
    }

    private synchronized void count(Key key) {
        long now = nanoTime.getAsLong();
        Count count = counts.get(key);
        if (count == null) {
            forgetOldest();
            count = new Count();
            count.sinceNanos = now;
            counts.put(key, count);
        } else if (now - count.sinceNanos >= MINUTE_NANOS) {
            count.sinceNanos = now;
            count.failures = 0;
        }
        count.failures++;
        if (count.failures >= perMinute) {
            long end = count.sinceNanos + MINUTE_NANOS;
            lastEndNanos = anyWaiting && lastEndNanos - end > 0 ? lastEndNanos : end;
            anyWaiting = true;
        }
    }

    private void forgetOldest() {
        if (counts.size() >= SENDERS) {
            Iterator<Key> oldest = counts.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** The address, or the /64 that it lies in. */
    private static String network(String address) {
        return Addresses.parse(address)
                .map(InetAddress::getAddress)
                .filter(bytes -> bytes.length == 16)
                .map(bytes -> HexFormat.of().formatHex(Arrays.copyOf(bytes, 8)))
                .orElse(address);
    }
}
