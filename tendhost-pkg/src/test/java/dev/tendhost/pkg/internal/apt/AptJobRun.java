package dev.tendhost.pkg.internal.apt;

import dev.tendhost.core.job.JobSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the scripts of jobs in a directory of their own, where apt and dpkg are scripts of the test.
 * Unless a test says something else, apt-get calls the hook that it is given with the file {@code
 * asked} and, if that lets it, does what {@code act} says; a simulation is the file {@code
 * simulation}; dpkg-query lists the file {@code installed}.
 */
final class AptJobRun {
  private static final String APT =
      """
      echo "$*" >> %1$s/apt.log
      case " $* " in *' -s '*) exec cat %1$s/simulation ;; esac
      if [ -e %1$s/first ]; then
        rm %1$s/first
        echo 'E: Could not get lock /var/cache/apt/archives/lock. It is held by process 59 (perl)' >&2
        exit 100
      fi
      hook=
      for word; do
        case $word in DPkg::Pre-Install-Pkgs::=*) hook=${word#*::=} ;; esac
      done
      if [ -e %1$s/asked ] && ! (cd / && /bin/sh -c "$hook" < %1$s/asked); then
        echo "E: Failure running script $hook" >&2
        exit 100
      fi
      . %1$s/act
      """;

  private final Path root;
  private final Path bin;

  AptJobRun(Path root) throws IOException {
    this.root = root;
    this.bin = Files.createDirectories(root.resolve("bin"));
    Files.createDirectories(root.resolve("job"));
    program("apt-get", APT.formatted(root));
    program("dpkg-query", "exec cat " + root + "/installed");
    program("dpkg", "case $1 in --print-architecture) echo amd64 ;; *) . " + root + "/act ;; esac");
    program("sleep", "echo \"$1\" >> " + root + "/slept");
    has("installed", "ii |a|all|1\nii |b|all|1\n");
    has("act", "exit 0\n");
  }

  /** A file beside the job's directory; the scripts of the test read it. */
  AptJobRun has(String file, String text) throws IOException {
    Files.writeString(root.resolve(file), text);
    return this;
  }

  void program(String name, String script) throws IOException {
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make executable: " + file);
    }
  }

  /** A file of the job's directory. */
  Path file(String name) {
    return root.resolve("job").resolve(name);
  }

  String told(String name) throws IOException {
    return Files.readString(root.resolve(name));
  }

  /** Runs a job as its runner does and gives back its exit code. */
  int run(JobSpec job) throws Exception {
    Files.writeString(file("cmd"), job.script());
    return sh(List.of("sh", "./cmd"), file("out"), job.environment());
  }

  /** What it left, as a controller reads it. */
  AptEvidence evidence() throws Exception {
    Path output = root.resolve("evidence");
    Files.deleteIfExists(output);
    Files.writeString(root.resolve("ask"), AptEvidence.script(file("").toString()));
    sh(List.of("sh", root.resolve("ask").toString()), output, Map.of());
    return AptEvidence.parse(Files.readString(output));
  }

  private int sh(List<String> words, Path output, Map<String, String> environment)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder(words).directory(file("").toFile());
    builder.environment().putAll(environment);
    builder.environment().put("PATH", bin + File.pathSeparator + System.getenv("PATH"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.redirectInput(new File("/dev/null"));
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the job does not end");
    }
    return process.exitValue();
  }
}
