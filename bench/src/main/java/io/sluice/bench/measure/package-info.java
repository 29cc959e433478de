/** How speed is measured: floor and gateway in turn, ratios taken within a round, medians with their spread. */
package io.sluice.bench.measure;
