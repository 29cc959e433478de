/** The command line: what each command is called, what it takes, and how the rooms are wired for it. */
package io.sluice.app;
