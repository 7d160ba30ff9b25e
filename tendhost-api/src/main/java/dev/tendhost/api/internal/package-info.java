/** Helpers of the wire types' constructors; not exported. */
@NullMarked
package dev.tendhost.api.internal;

import org.jspecify.annotations.NullMarked;
