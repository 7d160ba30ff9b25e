package dev.tendhost.it.architecture.offenders.core.config;

public class Plain {}
