/** What a load test reports: text for the terminal, JSON for programs, one HTML page for people. */
package io.sluice.bench.report;
