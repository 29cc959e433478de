/** The service that turns the event log into roll-ups, keeps {@code webhook_stats}, and serves both as JSON and as a page. */
package io.sluice.analytics;
