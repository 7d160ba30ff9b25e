package dev.tendhost.exec.internal.ssh;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import dev.tendhost.api.FailureKind;
import dev.tendhost.exec.internal.Fault;
import dev.tendhost.exec.internal.Words;
import dev.tendhost.exec.internal.route.Hop;
import java.io.EOFException;
import java.io.StreamCorruptedException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.jspecify.annotations.Nullable;

/** Why one machine could not be connected to: in words for people, and what to do. */
final class OpeningFaults {
  /** What a fault's details say of a server that had no room for a connection. */
  static final String BUSY = "busy";

  /** What pam_nologin(8), and systemd through it, tells people. */
  private static final Pattern NO_LOGINS =
      Pattern.compile("booting up|going down|pam_nologin|not permitted to log in");

  /** How servers of HTTP, SMTP, FTP, POP3 and IMAP greet or complain. */
  private static final Pattern OTHER_PROTOCOL =
      Pattern.compile(
          "^(?:HTTP/\\d|<!doctype|<html|\\d{3}[ -]|\\+OK|-ERR|\\* OK)", CASE_INSENSITIVE);

  private final String name;
  private final String through;

  OpeningFaults(Hop hop, boolean jump, @Nullable HostSession via) {
    this.name = (jump ? "jump host " : "") + hop.display();
    this.through = via == null ? "here" : via.handshake().name();
  }

  /** The most telling of what is known: a refused key, what the server said, what broke. */
  Fault of(Throwable thrown, @Nullable Handshake handshake) {
    if (handshake == null) {
      return thrown instanceof Fault fault ? fault : unexpected(thrown);
    }
    Fault refusal = handshake.refusal();
    if (refusal != null) {
      return refusal;
    }
    if (thrown instanceof Fault fault) {
      return fault;
    }
    Throwable cause = root(first(handshake.exception(), thrown));
    if (cause instanceof SshChannelOpenException e) {
      return noTunnel(e);
    }
    if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
      return unreachable("its name is not known; check the address and the resolver", cause);
    }
    if (noSsh(cause, handshake)) {
      return unreachable("does not speak SSH there; check the port", cause);
    }
    if (cause instanceof SshException e && String.valueOf(e.getMessage()).contains("negotiate")) {
      return new Fault(
          FailureKind.UNSUPPORTED,
          name + ": no algorithm in common; update its SSH server: " + e.getMessage(),
          Map.of(),
          e);
    }
    if (handshake.via() == null && !connected(cause)) {
      return notConnected(cause);
    }
    return broken(cause, handshake);
  }

  /** Why a login failed. */
  Fault login(@Nullable Throwable thrown, Handshake handshake, String tried) {
    String said = handshake.said();
    String goodbye = handshake.goodbye();
    String told = said + " " + (goodbye == null ? "" : goodbye);
    if (NO_LOGINS.matcher(told.toLowerCase(Locale.ROOT)).find()) {
      return new Fault(
          FailureKind.LOGINS_REFUSED,
          name + " lets nobody in at the moment: " + Words.quoted(told) + "; try again later",
          Map.of(),
          thrown);
    }
    boolean over =
        thrown instanceof SshException e
            && e.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE;
    if (!over && goodbye == null) {
      return broken(root(first(handshake.exception(), thrown)), handshake);
    }
    String allows = String.join(", ", handshake.allowed());
    return new Fault(
        FailureKind.AUTHENTICATION,
        name
            + " refused the login; tried: "
            + tried
            + "; it allows: "
            + (allows.isEmpty() ? "nothing it tells of" : allows)
            + (goodbye == null ? "" : "; it said: " + Words.quoted(goodbye))
            + "; add the public key to the user's authorized_keys, or name the right key",
        Map.of("tried", tried, "allowed", allows, "said", told.strip()),
        thrown);
  }

  /** It took too long. */
  Fault late(Duration limit, String phase, @Nullable Handshake handshake) {
    boolean silent = handshake != null && !handshake.identified() && phase.startsWith("exch");
    return unreachable(
        silent
            ? "accepted the connection and said nothing for "
                + Words.of(limit)
                + "; check what runs there"
            : phase.equals("connecting")
                ? "did not answer within "
                    + Words.of(limit)
                    + "; check the address, the host, a firewall"
                : "was not ready within " + Words.of(limit) + ", while " + phase + "; try again",
        null);
  }

  /** The same, with the addresses that did not take a connection if they were several. */
  static Fault tried(Fault fault, List<String> failed) {
    if (failed.size() < 2) {
      return fault;
    }
    String all = String.join(", ", failed);
    Map<String, String> details = new HashMap<>(fault.details());
    details.put("tried", all);
    return new Fault(fault.kind(), fault.message() + "; tried " + all, details, fault.getCause());
  }

  /** Nobody hears of it. */
  static Fault unused() {
    return new Fault(
        FailureKind.UNREACHABLE, "nobody waited for the connection any more", Map.of());
  }

  /** It could not be told how to get there. */
  static Fault noWay(Throwable thrown) {
    return thrown instanceof Fault fault
        ? fault
        : new Fault(FailureKind.INTERNAL, "unexpected " + thrown + " on the way", Map.of(), thrown);
  }

  /** The same after all tries. */
  static Fault stillBusy(Fault last, int tries, Duration limit) {
    return new Fault(
        FailureKind.UNREACHABLE,
        last.message() + "; so it did " + tries + " times in " + Words.of(limit),
        Map.of("tries", Integer.toString(tries)),
        last);
  }

  private Fault noTunnel(SshChannelOpenException refusal) {
    boolean prohibited =
        refusal.getReasonCode() == SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED;
    return unreachable(
        "cannot be reached from jump host "
            + through
            + ": "
            + refusal.getMessage()
            + (prohibited
                ? "; that one prohibits it, allow it by AllowTcpForwarding and PermitOpen there"
                : "; check the address and port as the jump host sees them"),
        refusal);
  }

  private Fault notConnected(Throwable cause) {
    String said = String.valueOf(cause.getMessage());
    if (said.contains("refused")) {
      return unreachable("nothing listens there; check the port and that sshd runs", cause);
    }
    if (cause instanceof NoRouteToHostException || said.contains("unreachable")) {
      return unreachable("there is no route to it; check the address and the network", cause);
    }
    return unreachable("could not be connected to: " + said + "; check address and port", cause);
  }

  /** The connection ended before it was of use. Before the keys, that is a server without room. */
  private Fault broken(Throwable cause, Handshake handshake) {
    String said = handshake.said();
    String why = said.isEmpty() ? handshake.whyClosed() : "it said: " + Words.quoted(said);
    if (handshake.keyed().succeeded()) {
      return unreachable("ended the connection during the login: " + why + "; try again", cause);
    }
    return new Fault(
        FailureKind.UNREACHABLE,
        name
            + " closed the connection before the login: "
            + why
            + "; it may have too many at a time (MaxStartups) or refuse this address",
        Map.of(BUSY, "true"),
        cause);
  }

  Fault unexpected(Throwable thrown) {
    return new Fault(FailureKind.INTERNAL, name + ": unexpected " + thrown, Map.of(), thrown);
  }

  private Fault unreachable(String what, @Nullable Throwable cause) {
    return new Fault(FailureKind.UNREACHABLE, name + ": " + what, Map.of(), cause);
  }

  private static boolean noSsh(Throwable cause, Handshake handshake) {
    return cause instanceof StreamCorruptedException
        || (!handshake.identified()
            && (OTHER_PROTOCOL.matcher(handshake.said()).find()
                || (cause instanceof SshException e && e.getDisconnectCode() > 0)));
  }

  private static boolean connected(Throwable cause) {
    return cause instanceof EOFException
        || cause instanceof SshException
        || !(cause instanceof java.net.SocketException)
        || String.valueOf(cause.getMessage()).contains("reset");
  }

  private static Throwable first(@Nullable Throwable a, @Nullable Throwable b) {
    return a != null ? a : b != null ? b : new EOFException("closed");
  }

  private static Throwable root(Throwable thrown) {
    Throwable at = thrown;
    while (at.getCause() != null && !(at instanceof SshException)) {
      at = at.getCause();
    }
    return at;
  }
}
