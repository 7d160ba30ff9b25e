/** The way in: build a {@link Tendhost}, get its {@link Fleet}. Read this to embed tendhost. */
@NullMarked
package dev.tendhost.core;

import org.jspecify.annotations.NullMarked;
