/** Signed tokens (RFC 7515, RFC 7519): what is in them, the keys they are verified with, what their claims must say. */
package io.sluice.gateway.guard.token;
