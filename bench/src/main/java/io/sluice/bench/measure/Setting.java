package io.sluice.bench.measure;

import io.sluice.bench.wire.Payload;
import java.util.List;

/**
 * What came out for one payload at one number of connections.
 *
 * @param halfRate requests a second of the open loop: half of the gateway's median
 * @param open both at that rate: what of the gateway's times is the stack's and the machine's
 */
public record Setting(Payload payload, int concurrency, List<Pair> rounds, double halfRate, Pair open) {}
