package io.sluice.core.settings;

/** A place in a file: line and column in characters, both from 1. */
record Place(int line, int column) {}
