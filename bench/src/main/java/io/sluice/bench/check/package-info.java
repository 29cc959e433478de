/** Whether what was acknowledged is in the event log once, and counted. */
package io.sluice.bench.check;
