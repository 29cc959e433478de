/** What guards look for in bodies that are JSON. */
package io.sluice.gateway.guard.json;
