/** The way to a host. Read this to change what ssh_config or a host's settings say about it. */
@NullMarked
package dev.tendhost.exec.internal.route;

import org.jspecify.annotations.NullMarked;
