/** For those who pick or configure a package manager: the adapters and their settings. */
@NullMarked
package dev.tendhost.pkg;

import org.jspecify.annotations.NullMarked;
