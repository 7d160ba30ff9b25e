package dev.tendhost.exec.internal.identity;

import dev.tendhost.exec.internal.Fault;
import dev.tendhost.exec.internal.FileStamp;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.jspecify.annotations.Nullable;

/** Gathers the keys of one login, one file after the other: each may ask for a passphrase. */
final class KeySearch {
  private final Wanted wanted;
  private final Agent.Found agent;
  private final KeyFiles decoder;
  private final Workers workers;
  private final Path home;
  private final Asked asked;

  // Written by one step at a time; the futures between the steps make it visible to the next.
  private final List<Offer> variable = new ArrayList<>();
  private final List<Offer> files = new ArrayList<>();
  private final List<PublicKey> named = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private @Nullable Fault problem;

  KeySearch(
      Wanted wanted, Agent.Found agent, KeyFiles decoder, Workers workers, Path home, Asked asked) {
    this.wanted = wanted;
    this.agent = agent;
    this.decoder = decoder;
    this.workers = workers;
    this.home = home;
    this.asked = asked;
  }

  /**
   * What was found, in the order in which it is offered.
   *
   * @param needed keys that somebody named
   * @param further keys that happen to be there
   * @param notes what was not usable and why, for people
   * @param problem the first default file that was there and not usable
   */
  record Keys(
      List<Offer> needed, List<Offer> further, List<String> notes, @Nullable Fault problem) {}

  Future<Keys> run() {
    Future<Void> steps = variable();
    for (Path file : wanted.files()) {
      steps = steps.compose(done -> file(file));
    }
    return steps.map(done -> found());
  }

  private Future<Void> variable() {
    String value = wanted.variable();
    if (value == null || value.isBlank()) {
      return Future.succeededFuture();
    }
    String name = StandardIdentities.KEY_VARIABLE;
    return workers
        .run(() -> KeyText.of(name, unpack(value)))
        .compose(text -> decoder.decode(name, text, asked))
        .map(
            pair -> {
              variable.add(new Offer.Decoded(pair.getPublic(), pair, name));
              return null;
            });
  }

  private static byte[] unpack(String value) {
    try {
      return Base64.getDecoder().decode(value.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new KeyFaults(StandardIdentities.KEY_VARIABLE)
          .of("is not base64; set it to the output of: base64 -w0 FILE");
    }
  }

  private Future<Void> file(Path file) {
    return workers
        .run(() -> look(file))
        .compose(step -> step)
        .recover(
            cause -> {
              if (wanted.named() || !(cause instanceof Fault fault)) {
                return Future.failedFuture(cause);
              }
              problem = problem == null ? fault : problem;
              notes.add(fault.message());
              return Future.succeededFuture();
            });
  }

  /** On a worker. The step goes on elsewhere if a passphrase must be asked for. */
  private Future<Void> look(Path file) throws Exception {
    if (!wanted.named() && !Files.exists(file)) {
      notes.add("not there: " + shown(file));
      return Future.succeededFuture();
    }
    FileStamp stamp = Files.exists(file) ? FileStamp.of(file) : FileStamp.NONE;
    KeyText text = KeyFile.read(file);
    PublicKey key = publicKey(file, text);
    Optional<Offer.OfAgent> held = key == null ? Optional.empty() : held(key);
    if (held.isPresent() && (text.encrypted() || text.isPublic())) {
      Offer.OfAgent same = held.get();
      named.add(Offer.plain(same.publicKey()));
      files.add(new Offer.OfAgent(same.agent(), same.key(), shown(file) + ", by the agent"));
      return Future.succeededFuture();
    }
    if (text.isPublic()) {
      throw text.faults().publicKey();
    }
    PublicKey certificate = PublicKeyText.read(Path.of(file + "-cert.pub"));
    return decoder.decode(file, stamp, text, asked).map(pair -> decoded(file, pair, certificate));
  }

  private @Nullable Void decoded(Path file, KeyPair pair, @Nullable PublicKey certificate) {
    if (certificate instanceof OpenSshCertificate
        && KeyUtils.compareKeys(Offer.plain(certificate), pair.getPublic())) {
      files.add(new Offer.Decoded(certificate, pair, shown(file)));
    }
    named.add(pair.getPublic());
    files.add(new Offer.Decoded(pair.getPublic(), pair, shown(file)));
    return null;
  }

  private static @Nullable PublicKey publicKey(Path file, KeyText text) {
    PublicKey open = text.publicKey();
    return open == null ? PublicKeyText.read(Path.of(file + ".pub")) : open;
  }

  private Optional<Offer.OfAgent> held(PublicKey key) {
    return agent.keys().stream()
        .filter(offer -> KeyUtils.compareKeys(offer.publicKey(), key))
        .findFirst();
  }

  private Keys found() {
    List<Offer> ofAgent = new ArrayList<>();
    for (Offer offer : agent.keys()) {
      PublicKey plain = Offer.plain(offer.publicKey());
      boolean asked = named.stream().anyMatch(key -> KeyUtils.compareKeys(key, plain));
      if (asked || !wanted.only()) {
        ofAgent.add(offer);
      }
    }
    if (!agent.problem().isEmpty()) {
      notes.add(agent.problem());
    }
    List<Offer> needed = new ArrayList<>(variable);
    List<Offer> further = new ArrayList<>();
    if (wanted.named()) {
      needed.addAll(files);
      further.addAll(ofAgent);
    } else {
      further.addAll(ofAgent);
      further.addAll(files);
    }
    return new Keys(List.copyOf(needed), List.copyOf(further), List.copyOf(notes), problem);
  }

  private String shown(Path file) {
    return file.startsWith(home) ? "~/" + home.relativize(file) : file.toString();
  }
}
