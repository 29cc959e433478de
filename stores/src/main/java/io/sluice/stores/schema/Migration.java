package io.sluice.stores.schema;

import java.util.List;

/**
 * One numbered step of a schema.
 *
 * @param number its place in the order, from the file's name
 * @param name the rest of the file's name, such as {@code webhook_logs}
 * @param statements to be run one after the other; idempotent, since a crash may stop a step half-way and, on ClickHouse, several
 *     instances may run the same step at the same moment
 */
public record Migration(int number, String name, List<String> statements) {

    public Migration {
        statements = List.copyOf(statements);
    }

    /**
     * Reads a file: a statement ends with a line that ends in a semicolon; a line that begins with {@code --} is a comment.
     *
     * @param fileName {@code NNN_name.sql}
     * @throws IllegalArgumentException if the name has another form
     */
    static Migration parse(String fileName, String text) {
        if (!fileName.matches("[0-9]{3}_[a-z0-9_]+\\.sql")) {
            throw new IllegalArgumentException("a migration is called NNN_name.sql, not " + fileName);
        }
        String sql = text.lines()
                .filter(line -> !line.stripLeading().startsWith("--"))
                .reduce("", (before, line) -> before + line + "\n");
        List<String> statements = List.of(sql.split(";[ \t]*\n")).stream()
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
        return new Migration(
                Integer.parseInt(fileName.substring(0, 3)),
                fileName.substring(4, fileName.length() - ".sql".length()),
                statements);
    }
}
