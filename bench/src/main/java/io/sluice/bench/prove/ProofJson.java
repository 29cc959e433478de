package io.sluice.bench.prove;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A proof as one JSON object; the units stand in the names. */
final class ProofJson {
    private final JsonGenerator json;

    private ProofJson(JsonGenerator json) {
        this.json = json;
    }

    /** Writes the file, replacing one that is there. */
    static void write(Proof proof, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JsonGenerator json =
                        new JsonFactory().createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            new ProofJson(json).all(proof);
        }
    }

    private void all(Proof proof) {
        json.writeStartObject();
        json.writeBooleanProperty("holds", proof.holds());
        json.writeNumberProperty("seed", proof.plan().seed());
        json.writeStringProperty("started", proof.started().toString());
        json.writeStringProperty("machine", proof.machine());
        json.writeNumberProperty("seconds", proof.seconds());
        json.writeNumberProperty(
                "heal_within_seconds", proof.plan().healWithin().toSeconds());
        json.writeNumberProperty("memory_bound_bytes", proof.plan().memoryBytes());
        numbers("requests", proof.outcomes());
        json.writeNumberProperty("deliveries", proof.deliveries());
        numbers("answers_lost", proof.answersLost());
        numbers("peak_memory_bytes", proof.peaks());
        json.writeArrayPropertyStart("invariants");
        proof.findings().forEach(this::finding);
        json.writeEndArray();
        json.writeArrayPropertyStart("steps");
        proof.steps().forEach(this::step);
        json.writeEndArray();
        texts("faults_not_exercised", proof.notExercised());
        json.writeEndObject();
    }

    private void finding(Finding finding) {
        json.writeStartObject();
        json.writeStringProperty("name", finding.invariant().label());
        json.writeStringProperty("says", finding.invariant().sentence());
        json.writeStringProperty("verdict", ProofText.word(finding).toLowerCase(java.util.Locale.ROOT));
        json.writeNumberProperty("exercised", finding.exercised());
        json.writeStringProperty("counted", finding.how());
        json.writeNumberProperty("violations", finding.violations());
        texts("examples", finding.examples());
        json.writeEndObject();
    }

    private void step(StepOutcome step) {
        json.writeStartObject();
        json.writeStringProperty("faults", step.name());
        json.writeNumberProperty("at_second", step.atSecond());
        json.writeNumberProperty("lasted_seconds", step.lastedSeconds());
        json.writeNumberProperty("acknowledged", step.acknowledged());
        json.writeNumberProperty("refused", step.refused());
        json.writeNumberProperty("unanswered", step.unanswered());
        step.healedAfterSeconds().ifPresent(after -> json.writeNumberProperty("well_after_seconds", after));
        texts("unwell", step.unwell());
        json.writeEndObject();
    }

    private void numbers(String name, Map<String, Long> numbers) {
        json.writeObjectPropertyStart(name);
        numbers.forEach(json::writeNumberProperty);
        json.writeEndObject();
    }

    private void texts(String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }
}
