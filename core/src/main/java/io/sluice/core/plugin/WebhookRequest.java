package io.sluice.core.plugin;

/** A request as the guards see it: whole, in memory, not yet accepted. Valid only until the verdict is given. */
public interface WebhookRequest {

    /** The configured webhook that the request is for. */
    String webhookId();

    /** The first header of that name (any case), or an empty text when there is none. */
    String header(String name);

    /** The raw query text without the question mark, empty when there is none. */
    String query();

    /** The sender's address as text. */
    String source();

    /** The raw body. Not to be changed or kept. */
    byte[] body();

    /** Unix microseconds at which the request's head had arrived. */
    long receivedMicros();
}
