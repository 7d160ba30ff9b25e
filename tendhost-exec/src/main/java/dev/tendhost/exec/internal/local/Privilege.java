package dev.tendhost.exec.internal.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this JVM becomes root: it is already, or by {@code sudo -n}. */
public final class Privilege {
  private final String sudo;
  private final boolean root;

  /** With another program for sudo and another answer to "are we root?", for tests. */
  public Privilege(String sudo, boolean root) {
    this.sudo = sudo;
    this.root = root;
  }

  /** The way of this JVM. */
  public static Privilege ofThisProcess() {
    return Own.PRIVILEGE;
  }

  boolean root() {
    return root;
  }

  String sudo() {
    return sudo;
  }

  boolean sudoMissing() {
    return Programs.look(sudo, System.getenv("PATH")) != Programs.Found.YES;
  }

  /** The words that run others as root. */
  List<String> asRoot(List<String> words) {
    List<String> all = new ArrayList<>(List.of(sudo, "-n", "--"));
    all.addAll(words);
    return all;
  }

  /** Looked up once, and only by who asks. */
  private static final class Own {
    static final Privilege PRIVILEGE = new Privilege("sudo", effectiveUserIsRoot());

    private static boolean effectiveUserIsRoot() {
      try {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
      } catch (IOException | UnsupportedOperationException e) {
        return "root".equals(System.getProperty("user.name"));
      }
    }
  }
}
