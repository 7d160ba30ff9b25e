package dev.tendhost.exec.internal.identity;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.jspecify.annotations.Nullable;

/** The keys and passwords of one login; {@link LoginMethods} finds it at its session. */
final class OfferedLogin implements Login {
  private static final AttributeKey<OfferedLogin> ATTRIBUTE = new AttributeKey<>();

  /** Servers hang up at the sixth attempt that fails (MaxAuthTries). */
  private static final int ATTEMPTS = 6;

  private final List<Offer> offers;
  private final Queue<String> notes;
  private final Passwords passwords;
  private final Workers keyWorkers;
  private final Workers agentWorkers;
  private volatile boolean closed;

  OfferedLogin(KeySearch.Keys keys, Passwords passwords, Workers keyWorkers, Workers agentWorkers) {
    this.passwords = passwords;
    this.keyWorkers = keyWorkers;
    this.agentWorkers = agentWorkers;
    this.notes = new ConcurrentLinkedQueue<>(keys.notes());
    this.offers = chosen(keys);
  }

  private List<Offer> chosen(KeySearch.Keys keys) {
    List<Offer> chosen = new ArrayList<>();
    keys.needed().forEach(offer -> addNew(chosen, offer));
    int most = Math.max(chosen.size(), passwords.wanted() ? ATTEMPTS - 1 : ATTEMPTS);
    int left = 0;
    for (Offer offer : keys.further()) {
      if (chosen.size() < most) {
        addNew(chosen, offer);
      } else if (!contains(chosen, offer)) {
        left++;
      }
    }
    if (left > 0) {
      notes.add(left + " further keys not offered, servers stop at " + ATTEMPTS + " attempts");
    }
    return List.copyOf(chosen);
  }

  private static void addNew(List<Offer> chosen, Offer offer) {
    if (!contains(chosen, offer)) {
      chosen.add(offer);
    }
  }

  private static boolean contains(List<Offer> chosen, Offer offer) {
    PublicKey key = offer.publicKey();
    return chosen.stream().anyMatch(other -> KeyUtils.compareKeys(other.publicKey(), key));
  }

  static @Nullable OfferedLogin of(ClientSession session) {
    return session.getAttribute(ATTRIBUTE);
  }

  @Override
  public void applyTo(ClientSession session) {
    LoginMethods.check(session);
    session.setAttribute(ATTRIBUTE, this);
  }

  List<Offer> offers() {
    return offers;
  }

  Passwords passwords() {
    return passwords;
  }

  Workers workersFor(Offer offer) {
    return offer instanceof Offer.OfAgent ? agentWorkers : keyWorkers;
  }

  boolean closed() {
    return closed;
  }

  void note(String what) {
    notes.add(what);
  }

  @Override
  public String tried() {
    List<String> words = new ArrayList<>();
    long ofAgent = offers.stream().filter(offer -> offer.from().equals("the agent")).count();
    for (Offer offer : offers) {
      if (!offer.from().equals("the agent")) {
        words.add(offer.words());
      }
    }
    if (ofAgent > 0) {
      words.add(ofAgent + " from the agent");
    }
    List<String> parts = new ArrayList<>();
    parts.add(words.isEmpty() ? "no key to offer" : "keys offered: " + String.join(", ", words));
    parts.addAll(notes);
    parts.add(passwords.told());
    return String.join("; ", parts);
  }

  /** Secrets are wiped as soon as they are sent; one that comes later is not sent any more. */
  @Override
  public void close() {
    closed = true;
  }
}
