/** How destinations write an event as JSON text. */
package io.sluice.destinations.json;
