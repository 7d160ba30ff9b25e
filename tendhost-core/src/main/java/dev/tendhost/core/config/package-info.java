/**
 * What a fleet and its hosts are made of: records, data only, no secrets. Read this to configure.
 */
@NullMarked
package dev.tendhost.core.config;

import org.jspecify.annotations.NullMarked;
