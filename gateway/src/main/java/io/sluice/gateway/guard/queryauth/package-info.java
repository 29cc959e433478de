/** The guard {@code query_auth}: a key in the query. */
package io.sluice.gateway.guard.queryauth;
