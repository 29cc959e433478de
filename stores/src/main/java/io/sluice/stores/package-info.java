/** The event stores: from the configuration to the one that is meant. */
package io.sluice.stores;
