/** The contracts of the ports. Read this to test an adapter of your own. */
package dev.tendhost.core.tck;
