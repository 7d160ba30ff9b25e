/** What the actors and the entry point share. Not exported. */
@NullMarked
package dev.tendhost.core.internal;

import org.jspecify.annotations.NullMarked;
