/** The guard {@code basic_auth}: name and password, RFC 7617. */
package io.sluice.gateway.guard.basicauth;
