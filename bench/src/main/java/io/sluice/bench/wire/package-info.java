/** HTTP/1.1 as a load generator needs it: requests encoded ahead of time, answers read strictly and without copies. */
package io.sluice.bench.wire;
