package io.sluice.bench.prove;

import io.sluice.bench.report.Html;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Formatter;
import java.util.Locale;

/** A proof as one page. */
final class ProofPage {
    private final Proof proof;
    private final StringBuilder text = new StringBuilder(32 * 1024);
    private final Formatter out = new Formatter(text, Locale.ROOT);

    private ProofPage(Proof proof) {
        this.proof = proof;
    }

    /** Writes the file, replacing one that is there. */
    static void write(Proof proof, Path file) throws IOException {
        Files.writeString(file, of(proof));
    }

    static String of(Proof proof) {
        ProofPage page = new ProofPage(proof);
        page.head();
        page.findings();
        page.steps();
        page.out.format("</body></html>%n");
        return page.text.toString();
    }

    private void head() {
        text.append(Html.head("Sluice fault run"));
        out.format(
                "<h1>Sluice fault run</h1>%n<p class=\"dim\">%s<br>seed %d, %.0f s, %d steps<br>%s</p>%n",
                proof.started(),
                proof.plan().seed(),
                proof.seconds(),
                proof.steps().size(),
                Html.escape(proof.machine()));
        out.format(
                "<p class=\"check %s\">%s</p>%n",
                proof.holds() ? "good" : "bad",
                proof.holds() ? "Every invariant that was put to the test held." : "At least one invariant is broken.");
        out.format(
                "<p>Requests by answer: %s. Deliveries, repeats included: %,d. Answers lost on the way: %s. Most memory, in bytes: %s.</p>%n",
                Html.escape(proof.outcomes().toString()),
                proof.deliveries(),
                Html.escape(proof.answersLost().toString()),
                Html.escape(proof.peaks().toString()));
        if (!proof.notExercised().isEmpty()) {
            out.format(
                    "<p>The time did not suffice for: %s.</p>%n", Html.escape(String.join(", ", proof.notExercised())));
        }
    }

    private void findings() {
        out.format("<h2>Invariants</h2>%n");
        for (Finding finding : proof.findings()) {
            String tone = switch (finding.verdict()) {
                case HELD -> "good";
                case BROKEN -> "bad";
                case NOT_EXERCISED -> "";
            };
            out.format(
                    "<p class=\"check %s\"><b>%s: %s</b><br>%s<br><span class=\"dim\">%s</span></p>%n",
                    tone,
                    finding.invariant().label(),
                    ProofText.word(finding),
                    Html.escape(finding.invariant().sentence()),
                    Html.escape(finding.how()));
            finding.examples().forEach(example -> out.format("<p class=\"dim\">%s</p>%n", Html.escape(example)));
        }
    }

    private void steps() {
        out.format(
                "<h2>Faults</h2><table><tr><th>fault</th><th>at s</th><th>lasted s</th><th>acknowledged</th><th>refused</th><th>no answer</th><th>well after s</th></tr>%n");
        for (StepOutcome step : proof.steps()) {
            out.format(
                    "<tr><td>%s</td><td>%.1f</td><td>%.1f</td><td>%,d</td><td>%,d</td><td>%,d</td><td>%s</td></tr>%n",
                    Html.escape(step.name()),
                    step.atSecond(),
                    step.lastedSeconds(),
                    step.acknowledged(),
                    step.refused(),
                    step.unanswered(),
                    step.healedAfterSeconds().isPresent()
                            ? "%.1f".formatted(step.healedAfterSeconds().getAsDouble())
                            : Html.escape("not: " + String.join("; ", step.unwell())));
        }
        out.format("</table>%n");
    }
}
