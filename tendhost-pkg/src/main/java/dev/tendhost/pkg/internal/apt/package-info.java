/** For the authors of the apt adapter: commands, pure parsing and classification. Not exported. */
@NullMarked
package dev.tendhost.pkg.internal.apt;

import org.jspecify.annotations.NullMarked;
