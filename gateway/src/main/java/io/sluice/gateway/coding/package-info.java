/** Content codings of request bodies: which are understood, and reading a body under one in plain. */
package io.sluice.gateway.coding;
