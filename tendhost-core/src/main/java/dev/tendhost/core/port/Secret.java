package dev.tendhost.core.port;

import java.util.Arrays;

/**
 * A password or key in memory. {@link #toString} never shows it. The receiver closes it as soon as
 * it has used it; then it is wiped. Not for use by two threads at once.
 */
public final class Secret implements AutoCloseable {
  /** The name of the password for {@code sudo}. */
  public static final String SUDO_PASSWORD = "sudo-password";

  /** The name of the password for logging in over SSH; the subject is the machine that asks. */
  public static final String SSH_PASSWORD = "ssh-password";

  /** The name of the passphrase of an encrypted private key; the subject is its file. */
  public static final String SSH_KEY_PASSPHRASE = "ssh-key-passphrase";

  /**
   * The name of an answer in a keyboard-interactive login that is no password, such as a one-time
   * code; the subject is the machine that asks, the prompt its question.
   */
  public static final String SSH_ANSWER = "ssh-answer";

  private final char[] value;

  /**
   * Keeps a copy.
   *
   * @param value the secret; the caller may wipe its own
   */
  public Secret(char[] value) {
    this.value = value.clone();
  }

  /**
   * The secret itself.
   *
   * @return a copy for the caller to wipe; zeros after {@link #close}
   */
  public char[] value() {
    return value.clone();
  }

  @Override
  public void close() {
    Arrays.fill(value, '\0');
  }

  @Override
  public String toString() {
    return "Secret[***]";
  }
}
