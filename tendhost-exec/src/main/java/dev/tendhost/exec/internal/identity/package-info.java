/**
 * How a user proves who he is to a host. Read this to change which keys and passwords are tried.
 */
@NullMarked
package dev.tendhost.exec.internal.identity;

import org.jspecify.annotations.NullMarked;
