/** Events as requests to another HTTP server, which must not be one of the operator's own by accident. */
package io.sluice.destinations.http;
