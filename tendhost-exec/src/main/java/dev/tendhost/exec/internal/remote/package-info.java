/**
 * How a command runs on an open connection. Read this to change what the host's shells get to see.
 */
@NullMarked
package dev.tendhost.exec.internal.remote;

import org.jspecify.annotations.NullMarked;
