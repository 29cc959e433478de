/** Routes, answers, and how work comes back to an event loop. */
package io.sluice.gateway.http;
