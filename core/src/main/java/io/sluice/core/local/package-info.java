/** How processes of one user reach the process that holds a data folder. */
package io.sluice.core.local;
