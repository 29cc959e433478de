/** The guard {@code oauth2}: an access token, checked by its signature or by asking who issued it (RFC 7662). */
package io.sluice.gateway.guard.oauth2;
