/** The event log in ClickHouse, over HTTP. */
package io.sluice.stores.clickhouse;
