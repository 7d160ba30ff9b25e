/** The verticles: mailboxes and wiring around the domain. Not exported. */
@NullMarked
package dev.tendhost.core.actor;

import org.jspecify.annotations.NullMarked;
