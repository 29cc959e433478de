/** The floor: a server that does a gateway's HTTP work and nothing else, as the measure for everything above it. */
package io.sluice.bench.floor;
