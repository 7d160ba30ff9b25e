package dev.tendhost.it.bench.ssh;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The benchmark of SSH. Measures, and judges nobody: a slow machine is no failure. */
@Command(
    name = "ssh",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures one short command on many hosts over SSH, against pdsh, parallel-ssh, clush and",
      "ansible as far as they are installed. All hosts are one sshd on loopback, started for this,",
      "with keys of its own. Cold: whole processes, the start of the JVM counted. Warm: the same",
      "again over connections that are open, which the peers do not have. The peers' ssh(1) chooses",
      "its key exchange; the first peer is measured once more with the one that tendhost prefers.",
      "Prints a table on stdout; with --json one JSON document on stdout and the table on stderr.",
      "Progress goes to stderr."
    })
public final class SshBench implements Callable<Integer> {
  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "N",
      defaultValue = "100,400",
      description = "Numbers of hosts (default: ${DEFAULT-VALUE}).")
  private int[] sizes = {};

  @Option(
      names = "--at-once",
      paramLabel = "N",
      defaultValue = "25",
      description = "So many hosts at a time (default: ${DEFAULT-VALUE}).")
  private int atOnce;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "7",
      description = "All clients in turn, so often; medians count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "pdsh,parallel-ssh,clush,ansible",
      description = "Whom to compare with (default: ${DEFAULT-VALUE}).")
  private List<String> peers = List.of();

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  private SshBench() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Path> found = Client.find("sshd");
    if (found.isEmpty()) {
      System.err.println("sshd is not installed: nothing to measure");
      return 0;
    }
    List<String> installed = peers.stream().filter(p -> Client.find(p).isPresent()).toList();
    List<String> missing = peers.stream().filter(p -> !installed.contains(p)).toList();
    List<SshReport.Size> measured = new ArrayList<>();
    try (LoopbackSshd sshd = new LoopbackSshd(found.get())) {
      for (int size : sizes) {
        Rounds turns = new Rounds(sshd, size, atOnce, installed);
        for (int i = 0; i < rounds; i++) {
          turns.round();
        }
        measured.add(turns.report());
      }
    }
    print(SshReport.of(atOnce, rounds, missing, measured));
    return 0;
  }

  private void print(SshReport report) throws IOException {
    if (json) {
      System.err.println(report.table());
      ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      System.out.println(mapper.writeValueAsString(report));
    } else {
      System.out.println(report.table());
    }
  }
}
