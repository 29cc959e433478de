/** What senders ask an endpoint before they send events to it: questions that are answered here and become no events. */
package io.sluice.gateway.guard.handshake;
