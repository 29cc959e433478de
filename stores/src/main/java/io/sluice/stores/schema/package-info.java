/** Numbered SQL files that bring a store's tables up to date. */
package io.sluice.stores.schema;
