/** How tendhost fails: one exception that carries a typed error. */
@NullMarked
package dev.tendhost.core.error;

import org.jspecify.annotations.NullMarked;
