/** The guard {@code recaptcha}: a token that a person's browser got, verified by the service that gave it. */
package io.sluice.gateway.guard.recaptcha;
