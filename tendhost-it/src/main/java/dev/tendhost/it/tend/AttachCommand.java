package dev.tendhost.it.tend;

import dev.tendhost.api.HostName;
import dev.tendhost.api.response.JobRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes the command line that takes up jobs again.
 *
 * @param arguments how their hosts are reached
 */
record AttachCommand(Arguments arguments) {
  private static final String PLAIN = "[A-Za-z0-9_@%+=:,./\\[\\]-]+";

  /** A line for the user's shell. */
  String text(Map<HostName, JobRef> jobs) {
    String words = words(jobs).stream().map(AttachCommand::quoted).collect(Collectors.joining(" "));
    return "mvn -q -Ptend -Dtend.args=\"" + words + "\"";
  }

  List<String> words(Map<HostName, JobRef> jobs) {
    List<String> words = new ArrayList<>();
    SshArguments ssh = arguments.ssh;
    List<String> hosts =
        ssh.hosts.stream()
            .filter(host -> jobs.containsKey(host.name()))
            .map(HostArgument::text)
            .toList();
    if (!hosts.isEmpty()) {
      words.add("--host");
      words.addAll(hosts);
      ssh.identities.forEach(file -> words.addAll(List.of("--identity", file.toString())));
      if (ssh.knownHosts != null) {
        words.addAll(List.of("--known-hosts", ssh.knownHosts.toString()));
      }
      if (ssh.configFile != null) {
        words.addAll(List.of("--ssh-config", ssh.configFile.toString()));
      }
      if (ssh.acceptNewHostKeys) {
        words.add("--accept-new-host-keys");
      }
    }
    if (jobs.size() > hosts.size()) {
      words.add("--local");
    }
    if (ssh.sudo) {
      words.add("--sudo");
    }
    arguments.settings.forEach(
        (key, value) -> words.addAll(List.of("--setting", key + "=" + value)));
    words.add("--attach");
    jobs.forEach((host, job) -> words.add(AttachArgument.text(host, job)));
    return words;
  }

  /** Maven's plugin takes quotes away and knows no backslash; the shell is inside double quotes. */
  private static String quoted(String word) {
    String inShell = word.replaceAll("[\\\\\"$`]", "\\\\$0");
    if (word.matches(PLAIN)) {
      return word;
    }
    return word.contains("'") ? "\\\"" + inShell + "\\\"" : "'" + inShell + "'";
  }
}
