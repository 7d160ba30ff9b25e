/** The contracts of the ports as tests, and fakes to run them with. For the authors of adapters. */
package dev.tendhost.core.tck;
