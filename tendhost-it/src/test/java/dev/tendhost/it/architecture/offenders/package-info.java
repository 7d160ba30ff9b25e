/**
 * Breaks every rule of the house on purpose, in packages named like ours. Read this with the test
 * that proves each offender is caught.
 */
package dev.tendhost.it.architecture.offenders;
