package dev.tendhost.it.tend;

import dev.tendhost.api.HostName;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.exec.ssh.SshSettings;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One value of {@code --host}: {@code [NAME=][USER@]ADDRESS[:PORT]}, an IPv6 address in brackets.
 *
 * @param text as it was written
 * @param name what the report calls it
 * @param user whom to log in as; null if it is not said
 * @param port 0 if it is not said
 */
record HostArgument(String text, HostName name, @Nullable String user, String address, int port) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?:(?<name>[^=@]*)=)?(?:(?<user>[^\\s\\p{Cntrl}]*)@)?"
              + "(?:\\[(?<six>[^]]*)]|(?<address>[^:\\[\\]]*))(?::(?<port>[0-9]{1,5}))?");
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,252}");
  private static final Pattern IPV6 =
      Pattern.compile("[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9._-]{1,15})?");
  private static final Pattern USER = Pattern.compile("[^-:/].*");
  private static final int LAST_PORT = 65_535;

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if it cannot be right; its message says why
   */
  static HostArgument parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      boolean bare = text.chars().filter(c -> c == ':').count() > 1 && !text.contains("[");
      throw wrong(text, bare ? "an IPv6 address is written in brackets" : "");
    }
    String six = matcher.group("six");
    String address = six == null ? matcher.group("address") : six;
    check(text, (six == null ? ADDRESS : IPV6).matcher(address).matches(), "address", address);
    String user = matcher.group("user");
    check(text, user == null || USER.matcher(user).matches(), "user", user);
    String written = matcher.group("port");
    int port = written == null ? 0 : Integer.parseInt(written);
    check(text, written == null || (port >= 1 && port <= LAST_PORT), "port", written);
    return new HostArgument(text, name(text, matcher, address, port), user, address, port);
  }

  /** Reached as was typed: what was not said is the user who runs the example, and port 22. */
  HostConfig config() {
    return HostConfig.of(name.value())
        .withAddress(address, port == 0 ? HostConfig.SSH_PORT : port)
        .withUser(user == null ? me() : user);
  }

  /** Reached as was typed: what was not said, an ssh_config file may say. */
  HostConfig configByFile() {
    return HostConfig.of(name.value())
        .withAddress(address, port)
        .withUser(user == null ? "" : user)
        .withSettings(Map.of(SshSettings.DEFAULT_USER, me()));
  }

  private static String me() {
    return System.getProperty("user.name");
  }

  /** The name that was given, or one from the address; a host name has no colon. */
  private static HostName name(String text, Matcher matcher, String address, int port) {
    String given = matcher.group("name");
    if (given != null) {
      check(text, ThisMachine.name(given).value().equals(given), "name", given);
      return HostName.of(given);
    }
    String whole = address.startsWith(":") ? "0" + address : address;
    return ThisMachine.name(port == 0 || port == HostConfig.SSH_PORT ? whole : whole + "-" + port);
  }

  private static void check(String text, boolean right, String part, @Nullable String value) {
    if (!right) {
      throw wrong(text, "\"" + value + "\" is no " + part);
    }
  }

  private static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException(
        "\""
            + text
            + "\" is not a host"
            + (why.isEmpty() ? "" : ": " + why)
            + "; write [name=][user@]address[:port], such as admin@web-1.example.org:2222 or"
            + " root@[2001:db8::1]:22");
  }
}
