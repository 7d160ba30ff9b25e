/** For those who maintain the compose adapter: its commands, parsers and judgements. */
@NullMarked
package dev.tendhost.pkg.internal.compose;

import org.jspecify.annotations.NullMarked;
