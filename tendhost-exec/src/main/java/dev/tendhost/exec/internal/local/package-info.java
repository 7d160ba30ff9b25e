/**
 * How processes of this machine are started, read and ended. Read {@link
 * dev.tendhost.exec.internal.local.LocalRun} first.
 */
@NullMarked
package dev.tendhost.exec.internal.local;

import org.jspecify.annotations.NullMarked;
