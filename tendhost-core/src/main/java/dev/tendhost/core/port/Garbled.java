package dev.tendhost.core.port;

/**
 * Thrown by a parser: the output is not what the tool writes, so nothing may be concluded. {@link
 * HostCommands#ask} makes UNPARSABLE_OUTPUT of it.
 */
public final class Garbled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 120;

  /**
   * An output that cannot be.
   *
   * @param message what is wrong with it
   */
  public Garbled(String message) {
    super(message);
  }

  /**
   * A line that cannot be.
   *
   * @param expected what should stand there
   * @param line what stands there; shown up to 120 characters
   * @return to be thrown
   */
  public static Garbled line(String expected, String line) {
    String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    return new Garbled("expected " + expected + ", got \"" + shown + "\"");
  }
}
