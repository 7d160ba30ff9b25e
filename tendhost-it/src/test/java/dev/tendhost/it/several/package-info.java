/** Hosts of which several package managers take care; for who changes how they take turns. */
package dev.tendhost.it.several;
