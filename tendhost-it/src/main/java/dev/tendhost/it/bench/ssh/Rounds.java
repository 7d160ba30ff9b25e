package dev.tendhost.it.bench.ssh;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All clients in turn, again and again, on one number of hosts. */
final class Rounds {
  static final String WARM = "tendhost, connections open";

  private static final double NANOS = 1e9;

  /** How many times faster than the fastest peer is aimed at; of hosts as many, and of fewer. */
  private static final int MANY = 400;

  private static final double FASTER_ON_MANY = 3;
  private static final double FASTER = 1.8;
  private static final double LESS_CPU = 3;
  private static final double FASTER_WARM = 25;

  private final LoopbackSshd sshd;
  private final List<String> hosts;
  private final int atOnce;
  private final Answers answers;
  private final Path output;
  private final List<Client> clients;
  private final Map<String, List<Cost>> costs = new LinkedHashMap<>();

  Rounds(LoopbackSshd sshd, int count, int atOnce, List<String> peers) throws IOException {
    this.sshd = sshd;
    this.hosts = LoopbackSshd.hosts(count);
    this.atOnce = atOnce;
    this.answers = new Answers(hosts);
    this.output = sshd.directory().resolve("output");
    Path file = Files.write(sshd.directory().resolve("hosts"), hosts);
    clients = new ArrayList<>(Client.ours(sshd, file, atOnce));
    peers.forEach(peer -> clients.add(Client.peer(peer, sshd, file, atOnce)));
    peers.stream()
        .limit(1)
        .forEach(peer -> clients.add(Client.peerSameExchange(peer, sshd, file, atOnce)));
  }

  /** Every client once, then ours with connections that are open. */
  void round() throws IOException, InterruptedException {
    for (Client client : clients) {
      note(client.name(), ClientRun.of(client, output));
      answers.checkPrinted(client.name(), output);
    }
    note(WARM, warm());
  }

  private void note(String client, Cost cost) {
    costs.computeIfAbsent(client, first -> new ArrayList<>()).add(cost);
    System.err.printf(
        "%d hosts, %s: %.2f s, CPU %.2f s%n",
        hosts.size(), client, cost.seconds(), cost.cpuSeconds());
  }

  private Cost warm() {
    Map<String, String> said = new ConcurrentHashMap<>();
    try (HostsRun run =
        new HostsRun(sshd.port(), sshd.user(), sshd.userKey(), sshd.knownHosts(), hosts, atOnce)) {
      run.runAll((host, answer) -> {});
      long cpu = cpuNanos();
      long begun = System.nanoTime();
      run.runAll(said::put);
      Cost cost = new Cost((System.nanoTime() - begun) / NANOS, (cpuNanos() - cpu) / NANOS);
      answers.check(WARM, said);
      return cost;
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** What it came to. */
  SshReport.Size report() {
    List<SshReport.Row> rows = new ArrayList<>();
    costs.forEach(
        (client, runs) -> {
          Cost cost = Cost.median(runs);
          rows.add(new SshReport.Row(client, cost.seconds(), cost.cpuSeconds()));
        });
    return new SshReport.Size(hosts.size(), rows, ratios(rows));
  }

  /** The fastest peer as it comes is the one to beat. */
  private List<SshReport.Ratio> ratios(List<SshReport.Row> rows) {
    List<SshReport.Ratio> ratios = new ArrayList<>();
    SshReport.Row cold = row(Client.OURS, rows);
    SshReport.Row warm = row(WARM, rows);
    rows.stream()
        .filter(row -> Client.PEERS.contains(row.client()))
        .min(Comparator.comparingDouble(SshReport.Row::seconds))
        .ifPresent(
            peer -> {
              double faster = hosts.size() < MANY ? FASTER : FASTER_ON_MANY;
              ratios.addAll(compare(peer, cold, faster, LESS_CPU));
              ratios.add(faster("warm", peer, warm, FASTER_WARM));
            });
    rows.stream()
        .filter(row -> row.client().endsWith(Client.SAME_EXCHANGE))
        .forEach(
            peer -> {
              ratios.addAll(compare(peer, cold, null, null));
              ratios.add(faster("warm", peer, warm, null));
            });
    return ratios;
  }

  private static List<SshReport.Ratio> compare(
      SshReport.Row peer, SshReport.Row cold, @Nullable Double faster, @Nullable Double lessCpu) {
    double cpu = peer.cpuSeconds() / cold.cpuSeconds();
    return List.of(
        faster("cold", peer, cold, faster),
        new SshReport.Ratio("cold, less client CPU", peer.client(), cpu, lessCpu));
  }

  private static SshReport.Ratio faster(
      String how, SshReport.Row peer, SshReport.Row ours, @Nullable Double aim) {
    double value = peer.seconds() / ours.seconds();
    return new SshReport.Ratio(how + ", faster", peer.client(), value, aim);
  }

  private static SshReport.Row row(String client, List<SshReport.Row> rows) {
    return rows.stream().filter(row -> row.client().equals(client)).findFirst().orElseThrow();
  }
}
