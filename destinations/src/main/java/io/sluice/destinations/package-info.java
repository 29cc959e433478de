/** Where events are delivered: one package for each destination, registered in one place. */
package io.sluice.destinations;
