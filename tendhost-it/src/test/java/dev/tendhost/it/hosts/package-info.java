/**
 * Whole hosts of this machine's own making, each with real package managers and an sshd, for tests
 * tagged {@code fleet}. Start with {@link dev.tendhost.it.hosts.AptHost}.
 */
package dev.tendhost.it.hosts;
