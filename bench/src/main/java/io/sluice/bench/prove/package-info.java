/**
 * {@code sluice prove}: real processes under load, faults from a seeded schedule, and then every acknowledged event looked up
 * everywhere it was promised to be.
 */
package io.sluice.bench.prove;
