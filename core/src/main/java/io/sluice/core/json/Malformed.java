package io.sluice.core.json;

/**
 * Why a body is not one JSON document, and where. Holds nothing of the body itself.
 *
 * @param line from 1
 * @param column in characters, from 1
 * @param message what is wrong, in lower case and without a full stop
 */
public record Malformed(int line, int column, String message) {

    /** As an error answer says it: {@code line 3, column 7: expected a comma or a closing brace}. */
    @Override
    public String toString() {
        return "line " + line + ", column " + column + ": " + message;
    }
}
