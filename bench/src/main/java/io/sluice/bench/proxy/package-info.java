/** A TCP proxy that makes a network slow, dead, silent or forgetful at a wish. */
package io.sluice.bench.proxy;
