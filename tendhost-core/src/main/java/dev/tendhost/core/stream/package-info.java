/** The consumer's side of the event stream. Read this to follow what happens in a fleet. */
@NullMarked
package dev.tendhost.core.stream;

import org.jspecify.annotations.NullMarked;
