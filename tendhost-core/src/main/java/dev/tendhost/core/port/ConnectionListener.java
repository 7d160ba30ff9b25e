package dev.tendhost.core.port;

/**
 * Hears of a host's connections. Implemented by tendhost, called by executors, from any thread; the
 * calls return at once and never throw. An executor without connections, such as one for this
 * machine, never calls it.
 */
public interface ConnectionListener {
  /** A connection is up and may be used. */
  void connected();

  /**
   * The connection is gone.
   *
   * @param reason why, in words for people
   */
  void disconnected(String reason);

  /**
   * A listener that hears nothing.
   *
   * @return does nothing
   */
  static ConnectionListener none() {
    return new ConnectionListener() {
      @Override
      public void connected() {}

      @Override
      public void disconnected(String reason) {}
    };
  }
}
