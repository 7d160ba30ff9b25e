/** The executors. Read this to choose how a fleet reaches its hosts. */
@NullMarked
package dev.tendhost.exec;

import org.jspecify.annotations.NullMarked;
