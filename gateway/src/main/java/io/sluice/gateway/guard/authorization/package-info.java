/** The guard {@code authorization}: a shared secret in the header of that name. */
package io.sluice.gateway.guard.authorization;
