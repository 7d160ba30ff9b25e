/**
 * The executors. Read this to choose how a fleet reaches its hosts: {@link
 * dev.tendhost.exec.LocalExecutor} for this machine, {@link dev.tendhost.exec.SshExecutor} for
 * others.
 */
@NullMarked
package dev.tendhost.exec;

import org.jspecify.annotations.NullMarked;
