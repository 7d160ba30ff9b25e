package dev.tendhost.exec.internal.identity;

import dev.tendhost.core.port.Secret;
import dev.tendhost.exec.internal.route.LoginWays;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The secrets of one login that are no keys. A password is tried once, by whichever method. */
final class Passwords {
  private final boolean password;
  private final boolean questions;
  private final String machine;
  private final Asked asked;
  private final AtomicBoolean tried = new AtomicBoolean();
  private volatile String told;

  /**
   * For one login.
   *
   * @param wanted whether the source may be asked at all
   * @param ways by which methods the machine may be told
   * @param machine who asks: {@code user@address:port}
   */
  Passwords(boolean wanted, LoginWays ways, String machine, Asked asked) {
    this.password = wanted && ways.allows("password");
    this.questions = wanted && ways.allows("keyboard-interactive");
    this.machine = machine;
    this.asked = asked;
    this.told =
        wanted()
            ? "the host did not ask for a password"
            : wanted ? "no password, by the ssh_config file" : "no password configured";
  }

  boolean wanted() {
    return password || questions;
  }

  /** Whether the machine's questions may be answered. */
  boolean questions() {
    return questions;
  }

  /** Whether it may be asked to take a password. */
  boolean password() {
    return password;
  }

  /** True for the first who asks. */
  boolean turn() {
    return wanted() && tried.compareAndSet(false, true);
  }

  /**
   * Asks for one secret; failed if there is none.
   *
   * @param name which, as in {@link Secret}
   * @param prompt what the machine asked; null if it did not
   */
  Future<Secret> find(String name, @Nullable String prompt) {
    return asked
        .forSecret(name, machine, prompt)
        .onFailure(cause -> told = "the secret source failed: " + Agent.reason(cause))
        .compose(found -> present(name, found));
  }

  private Future<Secret> present(String name, Optional<Secret> found) {
    if (found.isEmpty()) {
      told = "the secret source has no " + name + " for " + machine;
      return Future.failedFuture(told);
    }
    told = "the " + name + " was not accepted";
    return Future.succeededFuture(found.get());
  }

  void tell(String what) {
    told = what;
  }

  String told() {
    return told;
  }
}
