/** The one link to Redis that guards and statistics share. */
package io.sluice.gateway.redis;
