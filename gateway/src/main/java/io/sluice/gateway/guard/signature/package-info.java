/** The guard {@code signature}: a signature over the raw body with a key of which everybody may know the public half. */
package io.sluice.gateway.guard.signature;
