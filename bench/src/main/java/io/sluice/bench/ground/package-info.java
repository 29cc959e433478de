/** The ground that a gateway under proof stands on: a disk that fails and a clock that steps when another process says so. */
package io.sluice.bench.ground;
