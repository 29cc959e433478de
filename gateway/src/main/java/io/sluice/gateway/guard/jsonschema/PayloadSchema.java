package io.sluice.gateway.guard.jsonschema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.ValidationLimitExceededException;
import com.networknt.schema.dialect.DefaultDialectRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A schema of JSON Schema draft 7, 2019-09 or 2020-12, ready to judge payloads. Thread-safe. Nothing is ever fetched: a {@code $ref} leads
 * into the schema itself, to a document that is configured beside it, or to a meta-schema. The work for one payload is bounded by its
 * size, whatever the schema.
 */
final class PayloadSchema {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();
    private static final String DRAFT_7 = SpecificationVersion.DRAFT_7.getDialectId();
    /** What is understood, by the URI in {@code $schema}. */
    private static final Set<String> DRAFTS = Stream.of(
                    SpecificationVersion.DRAFT_7,
                    SpecificationVersion.DRAFT_2019_09,
                    SpecificationVersion.DRAFT_2020_12)
            .map(SpecificationVersion::getDialectId)
            .collect(Collectors.toUnmodifiableSet());

    private static final List<Dialect> DIALECTS = Stream.of(
                    Dialects.getDraft7(), Dialects.getDraft201909(), Dialects.getDraft202012())
            .map(dialect ->
                    Dialect.builder(dialect).keyword(new DistinctItems()).build())
            .toList();

    private static final int MOST_MISFITS = 5;
    /** Bytes: of a larger payload only the first misfit is told. */
    private static final int TELLS_ALL = 64 * 1024;
    /** Keywords applied to values, at least and for each byte. */
    private static final long STEPS = 1_000_000;

    private static final long STEPS_A_BYTE = 2;
    /** Characters that patterns look at, at least and for each byte. */
    private static final long LOOKS = 5_000_000;

    private static final long LOOKS_A_BYTE = 20;
    private static final int DEPTH = 1_000;

    /** What a payload turned out to be. */
    sealed interface Outcome {
        /** It fits the schema. */
        record Fits() implements Outcome {}

        /**
         * It does not.
         *
         * @param misfits the first of them, at least one
         */
        record DoesNotFit(List<Misfit> misfits) implements Outcome {}

        /** It is no JSON, or an object has a name twice. */
        record NotJson(String cause) implements Outcome {}

        /** To judge it takes more work than its size is worth. */
        record Costly() implements Outcome {}
    }

    private final Schema schema;

    private PayloadSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * Makes a schema ready: checks it against its meta-schema, compiles its patterns and finds what it refers to.
     *
     * @throws UnusableSchema when one of these fails
     */
    static PayloadSchema of(SchemaSource source) throws UnusableSchema {
        try {
            SchemaRegistry registry = registry(source);
            JsonNode node = JSON.readTree(source.schema());
            checkDraft(registry, source, node);
            Schema schema = registry.getSchema(node);
            schema.initializeValidators();
            return new PayloadSchema(schema);
        } catch (JacksonException malformed) {
            throw new UnusableSchema("is no JSON: " + malformed.getOriginalMessage());
        } catch (SchemaException | IllegalArgumentException unusable) {
            throw new UnusableSchema(cause(unusable));
        } catch (StackOverflowError endless) {
            throw new UnusableSchema("is nested too deeply, or refers to itself without an end");
        }
    }

    private static String cause(Throwable unusable) {
        for (Throwable cause = unusable; cause != null; cause = cause.getCause()) {
            if (cause instanceof PatternSyntaxException pattern) {
                return "has a pattern that is no regular expression: \"" + pattern.getPattern() + "\", "
                        + pattern.getDescription();
            }
        }
        return "cannot be used: " + unusable.getMessage();
    }

    private static SchemaRegistry registry(SchemaSource source) {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .regularExpressionFactory(BoundedPattern::new)
                .pathType(PathType.JSON_POINTER)
                .formatAssertionsEnabled(source.formats())
                .locale(Locale.ROOT)
                .build();
        return SchemaRegistry.builder()
                .defaultDialectId(DRAFT_7)
                .dialectRegistry(new DefaultDialectRegistry(DIALECTS))
                .schemaRegistryConfig(config)
                .schemas(source.documents())
                .schemaLoader(loader -> loader.allow(uri -> isKnown(uri.toString(), source)))
                .build();
    }

    private static boolean isKnown(String uri, SchemaSource source) {
        return source.documents().containsKey(uri)
                || uri.matches("https?://json-schema\\.org/draft(-07|/2019-09|/2020-12)/(schema|meta/[a-z-]+)#?");
    }

    private static void checkDraft(SchemaRegistry registry, SchemaSource source, JsonNode node) throws UnusableSchema {
        String written = node.path("$schema").asString(DRAFT_7);
        String draft = written.endsWith("#") ? written.substring(0, written.length() - 1) : written;
        boolean known = DRAFTS.stream().anyMatch(uri -> uri.replace("#", "").equals(draft))
                || source.documents().containsKey(draft);
        if (!known) {
            throw new UnusableSchema("is of another draft than 7, 2019-09 and 2020-12: its $schema is " + written);
        }
        List<Error> errors = registry.getSchema(SchemaLocation.of(draft)).validate(node);
        if (!errors.isEmpty()) {
            Error first = errors.getFirst();
            throw new UnusableSchema("is no schema: at \"" + first.getInstanceLocation() + "\" " + first.getMessage());
        }
    }

    /** Judges a payload in UTF-8. */
    Outcome judge(byte[] payload) {
        Optional<JsonNode> document;
        try {
            document = Optional.ofNullable(JSON.readTree(payload));
        } catch (JacksonException malformed) {
            return new Outcome.NotJson(malformed.getOriginalMessage());
        }
        if (document.isEmpty() || document.get().isMissingNode()) {
            return new Outcome.NotJson("it is empty");
        }
        try {
            List<Error> errors = ScopedValue.where(
                            BoundedPattern.LOOKS, new BoundedPattern.Looks(LOOKS + LOOKS_A_BYTE * payload.length))
                    .call(() -> errors(document.get(), payload.length));
            return errors.isEmpty()
                    ? new Outcome.Fits()
                    : new Outcome.DoesNotFit(
                            errors.stream().limit(MOST_MISFITS).map(Misfit::of).toList());
        } catch (TooCostly | ValidationLimitExceededException | StackOverflowError costly) {
            return new Outcome.Costly();
        }
    }

    private List<Error> errors(JsonNode document, int length) {
        return schema.validate(
                document,
                execution -> execution.executionConfig(config -> config.failFast(length > TELLS_ALL)
                        .maxEvaluationSteps(STEPS + STEPS_A_BYTE * length)
                        .maxEvaluationDepth(DEPTH)));
    }
}
