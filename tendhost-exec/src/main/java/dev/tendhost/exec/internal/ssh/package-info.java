/**
 * How connections are opened, kept and given up. Read this to change when a host counts as
 * reachable.
 */
@NullMarked
package dev.tendhost.exec.internal.ssh;

import org.jspecify.annotations.NullMarked;
