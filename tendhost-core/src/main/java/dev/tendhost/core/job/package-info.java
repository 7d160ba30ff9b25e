/**
 * Long commands that outlive the connection they were started over. Read this to write an adapter
 * whose work must not be cut off with a link.
 */
@NullMarked
package dev.tendhost.core.job;

import org.jspecify.annotations.NullMarked;
