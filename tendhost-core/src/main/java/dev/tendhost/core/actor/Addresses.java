package dev.tendhost.core.actor;

import dev.tendhost.api.HostName;

/**
 * The bus addresses of one fleet; nobody outside of core sees them.
 *
 * @param fleet the fleet's id
 */
public record Addresses(String fleet) {
  String orchestrator() {
    return "tendhost." + fleet + ".orchestrator";
  }

  String notices() {
    return "tendhost." + fleet + ".notices";
  }

  String host(HostName host) {
    return "tendhost." + fleet + ".host." + host.key();
  }
}
