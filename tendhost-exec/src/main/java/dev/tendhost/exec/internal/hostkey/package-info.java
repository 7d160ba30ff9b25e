/** Which host keys are trusted. Read this to change what known_hosts means here. */
@NullMarked
package dev.tendhost.exec.internal.hostkey;

import org.jspecify.annotations.NullMarked;
