/** What guards that check a signature share: where it stands, what it is made over, and how old it may be. */
package io.sluice.gateway.guard.signing;
