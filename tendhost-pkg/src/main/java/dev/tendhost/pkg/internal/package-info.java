/** For the authors of the adapters: what they share. Not exported. */
@NullMarked
package dev.tendhost.pkg.internal;

import org.jspecify.annotations.NullMarked;
