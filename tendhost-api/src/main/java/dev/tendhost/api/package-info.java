/**
 * The names everybody uses: hosts, states, kinds of failure. Read this package first; the events,
 * requests and responses beside it are made of these words.
 *
 * <p>Every type here is an immutable value, safe to share between threads. Types marked {@link
 * dev.tendhost.api.WireType} are JSON; their shape is in annotations, so any Jackson mapper with
 * the Java time module reads and writes them alike.
 */
@NullMarked
package dev.tendhost.api;

import org.jspecify.annotations.NullMarked;
