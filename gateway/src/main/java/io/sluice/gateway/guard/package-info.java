/** The list of guards. Each has a package of its own below this one. */
package io.sluice.gateway.guard;
