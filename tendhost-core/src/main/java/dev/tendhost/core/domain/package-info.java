/**
 * The law of one host: pure, immutable, no Vert.x and no clock; time is an argument. Not exported.
 */
@NullMarked
package dev.tendhost.core.domain;

import org.jspecify.annotations.NullMarked;
