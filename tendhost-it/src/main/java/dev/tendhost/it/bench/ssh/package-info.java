/**
 * Measures commands over SSH to many hosts, against the programs that people use for that. Read
 * this before believing a figure; run it with {@code mvn -q -Pbench -Dbench.args=ssh}.
 */
@NullMarked
package dev.tendhost.it.bench.ssh;

import org.jspecify.annotations.NullMarked;
