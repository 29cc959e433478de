/** Drains a long journal into ClickHouse and watches what that costs. */
package io.sluice.bench.drain;
