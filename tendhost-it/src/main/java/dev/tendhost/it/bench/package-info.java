/**
 * Measures the actors over ports that cost nothing. Read this before believing a figure; run it
 * with {@code mvn -q -Pbench}.
 */
@NullMarked
package dev.tendhost.it.bench;

import org.jspecify.annotations.NullMarked;
