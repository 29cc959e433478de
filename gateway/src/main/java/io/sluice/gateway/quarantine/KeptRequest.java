package io.sluice.gateway.quarantine;

/**
 * What is in the quarantine, for a list: the request without its body.
 *
 * @param bodyBytes how long the body is that was left out
 */
public record KeptRequest(QuarantinedRequest request, int bodyBytes) {}
