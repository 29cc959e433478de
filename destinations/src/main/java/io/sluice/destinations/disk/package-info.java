/** Events as files in a folder. */
package io.sluice.destinations.disk;
