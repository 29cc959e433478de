/** The load generator: connections, pace, and what was seen. */
package io.sluice.bench.load;
