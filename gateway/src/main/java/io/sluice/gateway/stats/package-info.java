/** {@code GET /stats}, and how instances share their counts through Redis. */
package io.sluice.gateway.stats;
