/** The guard {@code rate_limit}: a sliding window per webhook, over all instances. */
package io.sluice.gateway.guard.ratelimit;
