/** Reboots of real hosts, played by their end and their next start. Read this to change how. */
package dev.tendhost.it.reboot;
