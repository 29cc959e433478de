package io.sluice.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.settings.FileSection;
import io.sluice.core.settings.Problem;
import io.sluice.core.settings.Problems;
import io.sluice.core.settings.SettingsFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A guard from the text of its settings, read as a webhook's section is. */
public record Configured(GuardPlan plan, Guard guard) {
    /** What reading found. */
    public record Read(GuardPlan plan, Problems problems) {
        public List<String> errors() {
            return problems.errors().stream().map(Problem::toString).toList();
        }

        public List<String> warnings() {
            return problems.warnings().stream().map(Problem::toString).toList();
        }
    }

    /** Reads a webhook's section, whatever is wrong with it. */
    public static Read read(GuardFactory factory, String webhook) {
        Problems problems = new Problems();
        FileSection section =
                SettingsFile.parse("webhooks.json", webhook.getBytes(StandardCharsets.UTF_8), Map.of(), problems);
        GuardPlan plan = factory.read("orders", section);
        section.reportUnknownKeys();
        return new Read(plan, problems);
    }

    /** Builds the guard of a section with which nothing is wrong. */
    public static Configured from(GuardFactory factory, String webhook) {
        Read read = read(factory, webhook);
        assertThat(read.errors()).isEmpty();
        return new Configured(read.plan(), read.plan().build());
    }

    /** What it says of a request. */
    public Verdict judge(TestRequest request) {
        return guard.check(request).orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** The refusal of a request that it must refuse. */
    public Verdict.Reject refusal(TestRequest request) {
        Verdict verdict = judge(request);
        assertThat(verdict).as(request.toString()).isInstanceOf(Verdict.Reject.class);
        return (Verdict.Reject) verdict;
    }

    /** The acceptance of a request that it must accept. */
    public Verdict.Accept acceptance(TestRequest request) {
        Verdict verdict = judge(request);
        assertThat(verdict).as(request.toString()).isInstanceOf(Verdict.Accept.class);
        return (Verdict.Accept) verdict;
    }
}
