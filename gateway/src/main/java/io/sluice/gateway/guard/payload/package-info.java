/** What guards share that look into payloads. */
package io.sluice.gateway.guard.payload;
