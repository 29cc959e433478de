/** The guard {@code header_auth}: a key in a header. */
package io.sluice.gateway.guard.headerauth;
