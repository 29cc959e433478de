/** Micro-benchmarks of what each event passes through; {@code scripts/microbench} runs them, {@code docs/BENCHMARKS.md} has results. */
package io.sluice.bench.micro;
