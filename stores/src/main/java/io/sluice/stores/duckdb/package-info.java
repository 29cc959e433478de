/** The event log in an embedded DuckDB file. */
package io.sluice.stores.duckdb;
