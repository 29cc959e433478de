package io.sluice.core.store;

import java.util.List;

/** The answer to a query: column names, and per row one value a column (text, number, boolean, or null for an SQL NULL). */
public record Rows(List<String> columns, List<List<Object>> rows) {}
