/** The guard {@code auth}: several ways to prove who sends, one of which is enough. */
package io.sluice.gateway.guard.anyof;
