package org.apache.sshd.planted;

/** Stands for the SSH library, which need not be on the class path to be forbidden. */
public final class Planted {}
