/** What the gateway counts. */
package io.sluice.gateway.metrics;
