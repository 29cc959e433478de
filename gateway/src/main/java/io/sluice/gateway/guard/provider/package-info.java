/**
 * The guard {@code provider}: how the requests of well-known senders prove who sent them. Most are a file of data beside this package's
 * classes; {@link io.sluice.gateway.guard.provider.Providers} lists them all.
 */
package io.sluice.gateway.guard.provider;
