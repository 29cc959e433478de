/** What all guards find around them and have in common. */
package io.sluice.gateway.guard.around;
