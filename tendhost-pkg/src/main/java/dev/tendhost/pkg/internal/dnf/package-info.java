/** For the authors of the dnf adapter: commands, pure parsing and classification. Not exported. */
@NullMarked
package dev.tendhost.pkg.internal.dnf;

import org.jspecify.annotations.NullMarked;
