/** The guard {@code jwt}: a signed token, RFC 7519. */
package io.sluice.gateway.guard.jwt;
