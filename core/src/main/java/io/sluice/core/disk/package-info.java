/** The one small interface through which the journal and the cursors reach the disk, so that tests can replace it by a hostile one. */
package io.sluice.core.disk;
