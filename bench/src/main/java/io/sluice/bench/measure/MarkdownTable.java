package io.sluice.bench.measure;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/** The settings of a measurement as a table in Markdown: medians over the rounds, lowest and highest in brackets. */
public final class MarkdownTable {
    private static final double MEBI = 1 << 20;

    private MarkdownTable() {}

    /** One row a setting. */
    public static String of(List<Setting> settings) {
        StringBuilder text = new StringBuilder();
        try (Formatter out = new Formatter(text, Locale.ROOT)) {
            out.format(
                    "| payload | connections | floor, req/s | gateway, req/s | share of the floor | p50, ms | p99, ms | p99.9, ms"
                            + " | CPU s per 100,000 (ClickHouse) | allocated per event | resident | last row visible after"
                            + " | half load: p50, p99, p99.9, ms (floor) | failed |%n");
            out.format("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|%n");
            settings.forEach(setting -> row(out, setting));
        }
        return text.toString();
    }

    /** What guards cost, one row. */
    public static String ofGuards(List<Pair> rounds) {
        StringBuilder text = new StringBuilder();
        try (Formatter out = new Formatter(text, Locale.ROOT)) {
            out.format(
                    "| bearer alone, req/s | bearer, HMAC, rate limit, idempotency, req/s | share"
                            + " | p50, ms | p99, ms | CPU s per 100,000: gateway with bearer alone, with all, Redis | failed |%n");
            out.format("|---|---|---|---|---|---|---|%n");
            List<Sample> bearer = rounds.stream().map(Pair::floor).toList();
            List<Sample> all = rounds.stream().map(Pair::gateway).toList();
            Spread share = Spread.of(rounds, Pair::share);
            out.format("| %,.0f ", Spread.of(bearer, Sample::perSecond).median());
            out.format("| %,.0f ", Spread.of(all, Sample::perSecond).median());
            out.format("| **%.2f** (%.2f to %.2f) ", share.median(), share.low(), share.high());
            spread(out, Spread.of(all, Sample::p50));
            spread(out, Spread.of(all, Sample::p99));
            out.format(
                    "| %.2f, %.2f, %.2f ",
                    Spread.of(bearer, Sample::cpuSeconds).median(),
                    Spread.of(all, Sample::cpuSeconds).median(),
                    Spread.of(all, Sample::redisCpuSeconds).median());
            out.format(
                    "| %,d |%n",
                    rounds.stream()
                            .mapToLong(pair ->
                                    pair.floor().failed() + pair.gateway().failed())
                            .sum());
        }
        return text.toString();
    }

    private static void row(Formatter out, Setting setting) {
        List<Sample> gateway = setting.rounds().stream().map(Pair::gateway).toList();
        List<Sample> floor = setting.rounds().stream().map(Pair::floor).toList();
        Spread share = Spread.of(setting.rounds(), Pair::share);
        out.format("| %s | %,d ", setting.payload().describe(), setting.concurrency());
        out.format("| %,.0f ", Spread.of(floor, Sample::perSecond).median());
        out.format("| %,.0f ", Spread.of(gateway, Sample::perSecond).median());
        out.format("| **%.2f** (%.2f to %.2f) ", share.median(), share.low(), share.high());
        spread(out, Spread.of(gateway, Sample::p50));
        spread(out, Spread.of(gateway, Sample::p99));
        spread(out, Spread.of(gateway, Sample::p999));
        out.format(
                "| %.2f (%.2f) ",
                Spread.of(gateway, Sample::cpuSeconds).median(),
                Spread.of(gateway, Sample::storeCpuSeconds).median());
        out.format("| %,.0f B ", Spread.of(gateway, Sample::allocatedBytes).median());
        out.format("| %.0f MiB ", Spread.of(gateway, Sample::residentBytes).high() / MEBI);
        out.format("| %.2f s ", Spread.of(gateway, Sample::visibleAfter).median());
        Sample open = setting.open().gateway();
        Sample openFloor = setting.open().floor();
        out.format("| at %,.0f/s: %.1f, %.1f, %.1f ", setting.halfRate(), open.p50(), open.p99(), open.p999());
        out.format("(%.1f, %.1f, %.1f) ", openFloor.p50(), openFloor.p99(), openFloor.p999());
        long failed = gateway.stream().mapToLong(Sample::failed).sum()
                + floor.stream().mapToLong(Sample::failed).sum()
                + open.failed()
                + openFloor.failed();
        out.format("| %,d |%n", failed);
    }

    private static void spread(Formatter out, Spread spread) {

        out.format("| %.1f (%.1f to %.1f) ", spread.median(), spread.low(), spread.high());
    }
}
