package io.sluice.bench.measure;

import io.sluice.bench.measure.BarChart.Bar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The settings of a measurement as pictures: {@code throughput.svg}, {@code share.svg} and {@code latency.svg}. */
public final class Charts {
    private Charts() {}

    /** @throws IOException when the folder cannot be written to */
    public static void write(Path folder, List<Setting> settings) throws IOException {
        List<Bar> throughput = new ArrayList<>();
        List<Bar> share = new ArrayList<>();
        List<Bar> latency = new ArrayList<>();
        for (Setting setting : settings) {
            String name = String.format(
                    Locale.ROOT, "%s, %,d connections", setting.payload().describe(), setting.concurrency());
            List<Sample> gateway = setting.rounds().stream().map(Pair::gateway).toList();
            List<Sample> floor = setting.rounds().stream().map(Pair::floor).toList();
            throughput.add(new Bar(name + ": floor", Spread.of(floor, Sample::perSecond)));
            throughput.add(new Bar("gateway", Spread.of(gateway, Sample::perSecond)));
            share.add(new Bar(name, Spread.of(setting.rounds(), Pair::share)));
            latency.add(new Bar(name + ": p50", Spread.of(gateway, Sample::p50)));
            latency.add(new Bar("p99", Spread.of(gateway, Sample::p99)));
            latency.add(new Bar("p99.9", Spread.of(gateway, Sample::p999)));
        }
        Files.createDirectories(folder);
        save(folder, "throughput", new BarChart("Durable events a second, and the floor", "/s", 0, throughput));
        save(folder, "share", new BarChart("Share of the floor", "", 2, share));
        save(folder, "latency", new BarChart("Time to the 200 at full load", "ms", 1, latency));
    }

    private static void save(Path folder, String name, BarChart chart) throws IOException {
        Files.writeString(folder.resolve(name + ".svg"), chart.svg());
    }
}
