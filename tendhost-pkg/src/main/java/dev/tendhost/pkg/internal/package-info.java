/** For the authors of the adapters: commands, pure parsing and classification. Not exported. */
@NullMarked
package dev.tendhost.pkg.internal;

import org.jspecify.annotations.NullMarked;
