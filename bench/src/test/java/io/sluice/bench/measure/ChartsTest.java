package io.sluice.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.bench.wire.Payload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ChartsTest {
    @TempDir
    private Path folder;

    private static Sample sample(double perSecond) {
        return new Sample(perSecond, 0, 2, 12, 30, 1.5, 0.5, 0.25, 4_000, 200L << 20, 0.75);
    }

    @Test
    void each_picture_is_well_formed_and_shows_medians_with_lowest_and_highest() throws Exception {
        Setting setting = new Setting(
                new Payload.Numbered(),
                1_000,
                List.of(
                        new Pair(sample(2_000), sample(1_000)),
                        new Pair(sample(1_000), sample(900)),
                        new Pair(sample(4_000), sample(2_400))),
                500,
                new Pair(sample(500), sample(500)));

        Charts.write(folder, List.of(setting));

        for (String name : List.of("throughput", "share", "latency")) {
            Document svg = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(folder.resolve(name + ".svg").toFile());
            assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        }
        assertThat(Files.readString(folder.resolve("throughput.svg"))).contains("1,000 /s (900 to 2,400)");
        assertThat(Files.readString(folder.resolve("share.svg"))).contains("0.60  (0.50 to 0.90)");
    }
}
