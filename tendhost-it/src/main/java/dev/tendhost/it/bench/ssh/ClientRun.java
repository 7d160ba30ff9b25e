package dev.tendhost.it.bench.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Runs a client as a process, from its start to its end. */
final class ClientRun {
  /** The shell that starts it tells what its children took, theirs included. */
  private static final String TIMED = "\"$@\" >\"$0\" 2>\"$0.err\" </dev/null || exit; times";

  private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");
  private static final int TIMES = 4;
  private static final double NANOS = 1e9;

  private ClientRun() {}

  /** What it took; its output goes to a file. */
  static Cost of(Client client, Path output) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", TIMED, output.toString()));
    words.addAll(client.words());
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(client.environment());
    builder.environment().put("LC_ALL", "C.UTF-8");
    long begun = System.nanoTime();
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String times = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    double seconds = (System.nanoTime() - begun) / NANOS;
    double[] cpu = TIME.matcher(times).results().mapToDouble(ClientRun::seconds).toArray();
    if (status != 0 || cpu.length != TIMES) {
      String said = Files.readString(Path.of(output + ".err")) + times;
      throw new IllegalStateException(client.name() + " ended with " + status + ": " + said);
    }
    return new Cost(seconds, cpu[2] + cpu[3]);
  }

  private static double seconds(MatchResult time) {
    return Integer.parseInt(time.group(1)) * 60 + Double.parseDouble(time.group(2));
  }
}
