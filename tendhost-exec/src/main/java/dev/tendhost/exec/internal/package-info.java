/** What executors have in common. Read this before you write a second way to run a command. */
@NullMarked
package dev.tendhost.exec.internal;

import org.jspecify.annotations.NullMarked;
