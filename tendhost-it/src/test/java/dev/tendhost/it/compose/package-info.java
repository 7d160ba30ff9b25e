/** For those who maintain the compose adapter: what it does on real engines. */
package dev.tendhost.it.compose;
