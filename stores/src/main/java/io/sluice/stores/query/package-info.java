/** Questions to an embedded store that another process holds, over a Unix-domain socket. */
package io.sluice.stores.query;
