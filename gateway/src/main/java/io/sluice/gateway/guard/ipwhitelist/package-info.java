/** The guard {@code ip_whitelist}: from which addresses a webhook may be called. */
package io.sluice.gateway.guard.ipwhitelist;
