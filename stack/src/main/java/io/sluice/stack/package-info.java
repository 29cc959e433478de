/** Real servers as local processes: what {@code sluice stack}, the performance test and every integration test run against. */
package io.sluice.stack;
