package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.exec.fixture.UserHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The host with many users, asked by OpenSSH's own client. */
class UserHostTest {
  @Test
  void hasUsersOfManyKinds() throws Exception {
    List<ProcessHandle> left;
    try (UserHost host = UserHost.start()) {
      assertThat(ssh(host, "sh", "id -un")).isEqualTo(new Ended(0, "sh\n", ""));
      assertThat(ssh(host, "zsh", "echo $ZSH_VERSION").out).matches("\\d.*\n");
      assertThat(ssh(host, "fish", "echo $FISH_VERSION").out).matches("\\d.*\n");
      assertThat(ssh(host, "csh", "echo $tcsh").out).matches("\\d.*\n");
      assertThat(ssh(host, "nologin", "id").status).isEqualTo(1);
      assertThat(ssh(host, "root", "id -un").out).isEqualTo("root\n");

      Ended noisy = ssh(host, "bash", "echo $BASH_VERSION");
      assertThat(noisy.out).startsWith("Welcome, bash").containsPattern("\\n\\d");
      assertThat(noisy.err).isNotBlank();

      sudoers(host);
      assertThat(host.run("hostname")).isEqualTo("tendhost-users\n");
      host.run("touch", "/etc/mark", "/home/mark", "/root/mark", "/var/mark", "/tmp/mark");
      assertThat(host.file("/etc/mark")).exists();
      left = host.processes();
      assertThat(left).isNotEmpty();
    }
    assertThat(left).noneMatch(ProcessHandle::isAlive);
    for (String directory : List.of("/etc", "/home", "/root", "/var", "/tmp")) {
      assertThat(Path.of(directory, "mark")).doesNotExist();
    }
    assertThat(Files.readString(Path.of("/etc/passwd"))).doesNotContain("/home/notsudoer");
  }

  private static void sudoers(UserHost host) throws Exception {
    assertThat(ssh(host, "nopasswd", "sudo -n id -un")).isEqualTo(new Ended(0, "root\n", ""));
    assertThat(ssh(host, "password", "sudo -n id").err).contains("a password is required");
    assertThat(ssh(host, "notsudoer", sudo(host, "notsudoer", "id")).err)
        .contains("not in the sudoers file");
    assertThat(ssh(host, "requiretty", "sudo -n id").err).contains("you must have a tty");
    assertThat(ssh(host, "narrow", "sudo -n id -un").out).isEqualTo("root\n");
    assertThat(ssh(host, "narrow", "sudo -n true").err).contains("a password is required");
    assertThat(ssh(host, "lecture", sudo(host, "lecture", "id")).err).contains("the usual lecture");
    assertThat(ssh(host, "password", sudo(host, "password", "id -un")).out).isEqualTo("root\n");
    assertThat(ssh(host, "password", "echo no | sudo -S -k -p '' id").err)
        .contains("incorrect password");
    assertThat(ssh(host, "warm", sudo(host, "warm", "true")).status).isZero();
    assertThat(ssh(host, "warm", "sudo -n id -un").out).isEqualTo("root\n");
  }

  @Test
  void refusesLoginsThroughPam() throws Exception {
    try (UserHost host = UserHost.startWithPam()) {
      assertThat(ssh(host, "sh", "true").status).isZero();
      host.nologin(true);
      Ended refused = ssh(host, "sh", "true");
      assertThat(refused.status).isEqualTo(255);
      assertThat(refused.err).contains("The system is going down");
      host.nologin(false);
      assertThat(ssh(host, "sh", "true").status).isZero();
    }
  }

  private static String sudo(UserHost host, String user, String command) {
    return "echo '" + host.user(user).password() + "' | sudo -S -p '' " + command;
  }

  private static Ended ssh(UserHost host, String user, String command)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("ssh", "-F", "none", "-o", "BatchMode=yes"));
    words.addAll(List.of("-o", "UserKnownHostsFile=" + host.knownHosts()));
    words.addAll(List.of("-i", host.userKey().toString(), "-p", Integer.toString(host.port())));
    words.addAll(List.of(user + "@127.0.0.1", command));
    Process process = new ProcessBuilder(words).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes());
    String err = new String(process.getErrorStream().readAllBytes());
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), out, err);
  }

  private record Ended(int status, String out, String err) {}
}
