/** Controllers that are killed at random moments. Read this to change what they must survive. */
package dev.tendhost.it.killed;
