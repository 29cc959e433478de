package io.sluice.core.plugin;

/**
 * Which of a guard's secrets let a request in, so that one can see when an old one is not used any more.
 *
 * @param guard the guard's key, such as {@code hmac}
 * @param secret its place in the list of secrets, from 0, or its name
 */
public record SecretMatch(String guard, String secret) {}
