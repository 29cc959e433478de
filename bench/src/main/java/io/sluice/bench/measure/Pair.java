package io.sluice.bench.measure;

/** One round: the same load on both servers, one directly after the other. */
public record Pair(Sample floor, Sample gateway) {

    /** The gateway's throughput as a share of the floor's. */
    public double share() {
        return gateway.perSecond() / floor.perSecond();
    }
}
