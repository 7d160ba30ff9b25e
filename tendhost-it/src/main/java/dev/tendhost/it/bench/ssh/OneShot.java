package dev.tendhost.it.bench.ssh;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The smallest program that does with tendhost what the peers do, in a process of its own. */
final class OneShot {
  private OneShot() {}

  /**
   * Asks all hosts and prints what they say, each line behind the name of its host.
   *
   * @param args port, user, private key, known_hosts, file of hosts, how many at once
   */
  public static void main(String[] args) throws IOException {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
            false,
            StandardCharsets.UTF_8);
    HostsRun hosts =
        new HostsRun(
            Integer.parseInt(args[0]),
            args[1],
            Path.of(args[2]),
            Path.of(args[3]),
            Files.readAllLines(Path.of(args[4])),
            Integer.parseInt(args[5]));
    hosts.runAndCloseAll(
        (host, answer) -> {
          synchronized (out) {
            answer.lines().forEach(line -> out.print(host + ": " + line + "\n"));
          }
        });
    out.flush();
  }
}
