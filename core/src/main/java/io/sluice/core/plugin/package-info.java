/** What a guard or a destination must be: the contracts of the plug-ins. */
package io.sluice.core.plugin;
