package io.sluice.stores.clickhouse;

import io.sluice.core.store.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads an answer in the format JSONCompactEachRowWithNamesAndTypes: an array of names, an array of types, an array per row. The
 * server renders every type it has as text or number; what is neither (arrays, maps, tuples) stays JSON text.
 */
final class Answer {

    /** What the server must be told for this reader to understand it. */
    static final Map<String, String> SETTINGS = Map.of(
            "output_format_json_quote_64bit_integers", "0",
            "output_format_json_quote_decimals", "1",
            "output_format_json_quote_denormals", "1",
            "output_format_json_validate_utf8", "1",
            "date_time_output_format", "iso");

    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern DECIMAL = Pattern.compile("(Nullable\\()?Decimal.*");
    private static final Pattern FLOAT = Pattern.compile("(LowCardinality\\()?(Nullable\\()?B?Float[0-9]+\\)*");

    private Answer() {}

    static Rows read(InputStream in, int limit) throws IOException {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
            if (json.nextToken() == null) {
                return new Rows(List.of(), List.of());
            }
            List<String> names = texts(json);
            json.nextToken();
            List<String> types = texts(json);
            List<List<Object>> rows = new ArrayList<>();
            while (rows.size() < limit && json.nextToken() == JsonToken.START_ARRAY) {
                rows.add(row(json, types));
            }
            return new Rows(names, rows);
        }
    }

    private static List<String> texts(JsonParser json) {
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(json.getString());
        }
        return texts;
    }

    private static List<Object> row(JsonParser json, List<String> types) {
        List<Object> values = new ArrayList<>(types.size());
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            values.add(value(json, token, types.get(values.size())));
        }
        return values;
    }

    private static Object value(JsonParser json, JsonToken token, String type) {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> FLOAT.matcher(type).matches() ? (Object) json.getDoubleValue() : integer(json);
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_STRING -> text(json.getString(), type);
            default -> nested(json);
        };
    }

    private static Object integer(JsonParser json) {
        return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? json.getBigIntegerValue()
                : (Object) json.getLongValue();
    }

    private static Object text(String text, String type) {
        if (DECIMAL.matcher(type).matches()) {
            return new BigDecimal(text);
        }
        if (FLOAT.matcher(type).matches()) {
            return switch (text) {
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.NaN;
            };
        }
        return text;
    }

    private static String nested(JsonParser json) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            out.copyCurrentStructure(json);
        }
        return text.toString();
    }
}
