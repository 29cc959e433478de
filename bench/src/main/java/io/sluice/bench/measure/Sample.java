package io.sluice.bench.measure;

/**
 * One run of a load against one server.
 *
 * @param perSecond successful requests a second
 * @param failed requests that were not
 * @param p50 milliseconds
 * @param p99 milliseconds
 * @param p999 milliseconds
 * @param cpuSeconds of the server's process for 100,000 successful requests
 * @param storeCpuSeconds of ClickHouse for 100,000 successful requests; zero for the floor
 * @param redisCpuSeconds of Redis for 100,000 successful requests; zero for the floor
 * @param allocatedBytes on the server's heap for one successful request; NaN when it did not collect garbage
 * @param residentBytes of the server's process at the end
 * @param visibleAfter seconds from the last 200 to the last row in the event log; zero for the floor
 */
public record Sample(
        double perSecond,
        long failed,
        double p50,
        double p99,
        double p999,
        double cpuSeconds,
        double storeCpuSeconds,
        double redisCpuSeconds,
        double allocatedBytes,
        long residentBytes,
        double visibleAfter) {}
