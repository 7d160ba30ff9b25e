package dev.tendhost.exec.ssh;

import java.time.Duration;

/**
 * How long is waited and how much is done at once; immutable.
 *
 * @param connectTimeout the longest from looking up a machine's key and address to the end of the
 *     login there, for each machine on the way by itself; 30 seconds by default. Counted are
 *     retries of servers that are too busy, reading our own keys and asking the agent; not counted
 *     are the wait for a turn and for the secret source, which has two minutes for each answer
 * @param heartbeat after how much silence an open connection is asked for a sign of life; 15
 *     seconds by default
 * @param missedHeartbeats after how many unanswered questions a connection is dead; 3 by default
 * @param connecting how many connections are being opened at once by all executors of one provider;
 *     32 by default
 * @param connectingPerJumpHost how many of them through one jump host; 8 by default (sshd's {@code
 *     MaxStartups} begins to refuse at 10)
 * @param channelsPerConnection how many commands run at once on one connection; 8 by default
 *     (sshd's {@code MaxSessions} is 10). More wait in the order they came
 */
public record SshLimits(
    Duration connectTimeout,
    Duration heartbeat,
    int missedHeartbeats,
    int connecting,
    int connectingPerJumpHost,
    int channelsPerConnection) {
  private static final SshLimits DEFAULTS =
      new SshLimits(Duration.ofSeconds(30), Duration.ofSeconds(15), 3, 32, 8, 8);

  /**
   * Checks that every limit leaves room for something.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public SshLimits {
    if (connectTimeout.compareTo(Duration.ZERO) <= 0 || heartbeat.compareTo(Duration.ZERO) <= 0) {
      throw new IllegalArgumentException("connectTimeout and heartbeat must be longer than zero");
    }
    if (missedHeartbeats < 1
        || connecting < 1
        || connectingPerJumpHost < 1
        || channelsPerConnection < 1) {
      throw new IllegalArgumentException("a limit must be at least 1");
    }
  }

  /**
   * The defaults named above.
   *
   * @return the limits
   */
  public static SshLimits defaults() {
    return DEFAULTS;
  }

  /**
   * The same with another connect time-out.
   *
   * @param value the longest for the login to one machine
   * @return a copy
   */
  public SshLimits withConnectTimeout(Duration value) {
    return new SshLimits(
        value,
        heartbeat,
        missedHeartbeats,
        connecting,
        connectingPerJumpHost,
        channelsPerConnection);
  }

  /**
   * The same with other heartbeats.
   *
   * @param every after how much silence
   * @param missed how many unanswered ones make a connection dead
   * @return a copy
   */
  public SshLimits withHeartbeat(Duration every, int missed) {
    return new SshLimits(
        connectTimeout, every, missed, connecting, connectingPerJumpHost, channelsPerConnection);
  }

  /**
   * The same with another number of connections that are being opened at once.
   *
   * @param atOnce by all executors of one provider
   * @param perJumpHost through one jump host
   * @return a copy
   */
  public SshLimits withConnecting(int atOnce, int perJumpHost) {
    return new SshLimits(
        connectTimeout, heartbeat, missedHeartbeats, atOnce, perJumpHost, channelsPerConnection);
  }

  /**
   * The same with another number of commands at once on one connection.
   *
   * @param value how many
   * @return a copy
   */
  public SshLimits withChannelsPerConnection(int value) {
    return new SshLimits(
        connectTimeout, heartbeat, missedHeartbeats, connecting, connectingPerJumpHost, value);
  }
}
