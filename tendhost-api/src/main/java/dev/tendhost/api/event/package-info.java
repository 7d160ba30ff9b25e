/** The events a fleet sends. Read this package to consume the event stream. */
@NullMarked
package dev.tendhost.api.event;

import org.jspecify.annotations.NullMarked;
