/** The accept path: from a request to a durable event and its 200. Start with {@link io.sluice.gateway.accept.AcceptHandler}. */
package io.sluice.gateway.accept;
