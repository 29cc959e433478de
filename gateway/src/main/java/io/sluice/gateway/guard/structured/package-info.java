/** Structured header fields, RFC 9651 (which replaces RFC 8941): read strictly, written in the one canonical way. */
package io.sluice.gateway.guard.structured;
