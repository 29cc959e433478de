package io.sluice.app;

import io.sluice.gateway.diagnosis.Diagnosis;
import io.sluice.gateway.diagnosis.Inquiry;
import io.sluice.gateway.recorded.RecordedRequest;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What {@code sluice verify} prints. */
record VerifyReport(PrintWriter out) {
    void print(RecordedRequest request, String url, Instant at, List<String> remarks, List<Inquiry.Step> steps) {
        out.printf(
                "%s %s, %d bytes, from %s, judged at %s%n",
                request.method(), url, request.body().length, request.peer(), at.truncatedTo(ChronoUnit.SECONDS));
        remarks.forEach(remark -> out.println("note: " + remark));
        if (steps.stream()
                .allMatch(step -> step.explanation().isEmpty() && step.check().equals("data_type"))) {
            out.println("note: no guard of this webhook asks who sends: anybody can");
        }
        for (Inquiry.Step step : steps) {
            out.println();
            out.println(step.check() + (step.passes() ? " passes it" : " REFUSES it"));
            line("asks for", step.asks());
            step.explanation().forEach(line -> line("looked at", line));
            if (!step.cause().isEmpty()) {
                line(step.passes() ? "found" : "because", step.cause());
            }
            step.diagnosis().ifPresent(this::print);
        }
        out.println();
        out.println(steps.stream().allMatch(Inquiry.Step::passes) ? "It passes." : "It does not pass.");
        out.flush();
    }

    private void print(Diagnosis.Findings findings) {
        for (Diagnosis.Mistake mistake : findings.mistakes()) {
            line("mistake", mistake.words());
            line("cure", mistake.cure());
        }
        if (findings.mistakes().isEmpty() && findings.tried() > 0) {
            line(
                    "hint",
                    "none of " + findings.tried()
                            + " usual mistakes explains it (a body that was changed on the way, another"
                            + " URL, time, header, algorithm or encoding, a secret in another form)");
            line(
                    "hint",
                    "most likely the secret is another one: that of another endpoint, of test instead of live (each has its"
                            + " own), or one that was changed since: copy it again");
        }
    }

    private void line(String label, String text) {
        out.printf("  %-10s %s%n", label, text);
    }
}
