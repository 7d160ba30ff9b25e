/**
 * What tendhost needs from outside: executors, package managers, secrets, stores. Read this to
 * write an adapter.
 */
@NullMarked
package dev.tendhost.core.port;

import org.jspecify.annotations.NullMarked;
