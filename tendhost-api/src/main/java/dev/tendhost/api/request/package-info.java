/** What a caller may ask of a host or of the fleet. Read this package to build requests. */
@NullMarked
package dev.tendhost.api.request;

import org.jspecify.annotations.NullMarked;
