/**
 * Counts the tests that were skipped, at the end of the build. For who wonders what did not run.
 */
@NullMarked
package dev.tendhost.it.skipped;

import org.jspecify.annotations.NullMarked;
