package org.example.pacman;

import dev.tendhost.core.port.ToolProvider;

/** Offers pacman on hosts that have it. */
public final class PacmanProvider extends ToolProvider {
  /** Makes the provider; {@link java.util.ServiceLoader} calls this. */
  public PacmanProvider() {
    super(Pacman.ID, SYSTEM_PACKAGES, "pacman", Pacman::new);
  }
}
