/**
 * The runnable example, {@code mvn -q -Ptend}. Read {@link dev.tendhost.it.tend.HostQuestions} to
 * see how a program uses tendhost, the rest to see how it can show what it learns.
 */
@NullMarked
package dev.tendhost.it.tend;

import org.jspecify.annotations.NullMarked;
