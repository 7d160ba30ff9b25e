/**
 * What hosts and fleets answer: inventories, plans, results, states. Read this package to show
 * them.
 */
@NullMarked
package dev.tendhost.api.response;

import org.jspecify.annotations.NullMarked;
