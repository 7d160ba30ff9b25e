/**
 * How hosts are reached over SSH: options, limits, settings. Read this to configure {@link
 * dev.tendhost.exec.SshExecutor}.
 */
@NullMarked
package dev.tendhost.exec.ssh;

import org.jspecify.annotations.NullMarked;
