/**
 * The contracts of the ports as tests, and fakes to run them with. For the authors of adapters:
 * extend {@link dev.tendhost.core.tck.PackageManagerContract} and {@link
 * dev.tendhost.core.tck.PackageManagerProviderContract}, or {@link
 * dev.tendhost.core.tck.RemoteExecutorContract}.
 *
 * <p>A host is a {@link dev.tendhost.core.tck.ScriptedExecutor}: it answers commands by parts of
 * their text with results that {@link dev.tendhost.core.tck.Answers} makes. The jobs of an upgrade
 * are answered by {@link dev.tendhost.core.tck.ScriptedJobs}. {@link dev.tendhost.core.tck.Outcome}
 * waits for futures. They may be used in tests of one's own too.
 */
package dev.tendhost.core.tck;
