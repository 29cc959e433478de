package io.sluice.gateway.redis;

/**
 * Troubles of a link since it was opened.
 *
 * @param failedConnects attempts to connect that failed
 * @param lostConnections connections given up: broken, closed by Redis, or without an answer in time
 * @param errorReplies calls that Redis answered with an error
 * @param callsWithoutLink calls that failed at once because Redis was away
 */
public record RedisMeasures(long failedConnects, long lostConnections, long errorReplies, long callsWithoutLink) {}
