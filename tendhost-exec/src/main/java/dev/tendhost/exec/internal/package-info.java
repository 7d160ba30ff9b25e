/**
 * How processes are started, read and ended. Read {@link dev.tendhost.exec.internal.LocalRun}
 * first, to change how a command runs on this machine.
 */
@NullMarked
package dev.tendhost.exec.internal;

import org.jspecify.annotations.NullMarked;
