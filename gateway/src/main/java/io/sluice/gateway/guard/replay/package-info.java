/** Memory of what may be used once, over all instances: replay protection. */
package io.sluice.gateway.guard.replay;
