package dev.tendhost.core.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.RunningOperation;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.port.HostSnapshot;
import dev.tendhost.core.port.HostStore;
import dev.tendhost.core.port.StoredHosts;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The numbered rules of {@link HostStore}, each a test. Extend it and say how to open a store. */
public abstract class HostStoreContract {
  private HostStore store;

  /**
   * Opens the store under test; empty the first time, and what was there before after that.
   *
   * @return an open store; the contract closes it
   */
  protected abstract HostStore open();

  /**
   * Whether what is stored is there when the store is opened again.
   *
   * @return false for a store in memory
   */
  protected abstract boolean survivesClosing();

  /**
   * Damages what is stored of a host, behind the store's back.
   *
   * @param host the host, which is stored
   * @return false if nobody can get at it, as in memory
   */
  protected abstract boolean damage(HostName host);

  /**
   * Makes every save fail from now on.
   *
   * @return false if it cannot fail, as in memory
   */
  protected abstract boolean failSaves();

  @BeforeEach
  void openFirst() {
    store = open();
  }

  @AfterEach
  void closeLast() {
    Outcome.of(store.close());
  }

  @Test
  void rule1WhatWasSavedIsLoaded() {
    HostSnapshot first = host("web-1", "first");
    HostSnapshot second = host("web-1", "second");
    save(first);
    save(host("db-1", "x"));
    save(second);
    assertThat(load().hosts()).containsExactly(host("db-1", "x"), second);
    Outcome.of(store.close());
    store = open();
    assertThat(load().hosts())
        .isEqualTo(survivesClosing() ? List.of(host("db-1", "x"), second) : List.of());
    assertThat(load().damaged()).isEmpty();
  }

  @Test
  void rule6ManySavesAtOnceAreAllThere() {
    List<Future<Void>> saves = new ArrayList<>();
    List<HostSnapshot> hosts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      hosts.add(host("host-" + (100 + i), "op"));
      saves.add(store.save(hosts.get(i)));
    }
    saves.forEach(Outcome::of);
    assertThat(load().hosts()).isEqualTo(hosts);
  }

  @Test
  void rule2AFailedSaveLeavesWhatWasThere() {
    HostSnapshot before = host("web-1", "before");
    save(before);
    boolean fails = failSaves();
    FleetError error = Outcome.errorOf(store.save(host("web-1", "after")));
    assertThat(error != null).as("the save fails").isEqualTo(fails);
    if (error != null) {
      assertThat(error.kind()).isEqualTo(FailureKind.STORE_FAILED);
      assertThat(error.host()).isEqualTo(HostName.of("web-1"));
      assertThat(load().hosts()).containsExactly(before);
    }
  }

  @Test
  void rule3WhatCannotBeReadIsToldByTheNameOfItsHost() {
    save(host("web-1", "a"));
    save(host("web-2", "b"));
    boolean damaged = damage(HostName.of("web-1"));
    StoredHosts found = load();
    assertThat(found.hosts()).contains(host("web-2", "b")).hasSize(damaged ? 1 : 2);
    assertThat(found.damaged().keySet())
        .isEqualTo(damaged ? Set.of(HostName.of("web-1")) : Set.of());
    found.damaged().values().forEach(why -> assertThat(why).isNotBlank());
  }

  @Test
  void rule4DeletingWhatIsNotThereSucceeds() {
    save(host("web-1", "a"));
    Outcome.of(store.delete(HostName.of("web-2")));
    assertThat(load().hosts()).hasSize(1);
    Outcome.of(store.delete(HostName.of("web-1")));
    Outcome.of(store.delete(HostName.of("web-1")));
    assertThat(load().hosts()).isEmpty();
  }

  @Test
  void rule5NamesAreComparedWithoutCaseAndMayBeAsLongAsTheyMay() {
    save(host("Web-1", "a"));
    save(host("WEB-1", "b"));
    assertThat(load().hosts()).extracting(h -> h.operation().id().value()).containsExactly("b");
    Outcome.of(store.delete(HostName.of("web-1")));
    assertThat(load().hosts()).isEmpty();
    HostSnapshot longest = host("x".repeat(253), "c");
    HostSnapshot other = host("x".repeat(252) + "y", "d");
    save(longest);
    save(other);
    assertThat(load().hosts()).containsExactly(longest, other);
    Outcome.of(store.delete(longest.config().name()));
    assertThat(load().hosts()).containsExactly(other);
  }

  @Test
  void rule7AfterCloseEveryCallFailsAndClosingTwiceIsNoError() {
    save(host("web-1", "a"));
    Outcome.of(store.close());
    Outcome.of(store.close());
    for (Future<?> late :
        List.of(store.save(host("a", "b")), store.loadAll(), store.delete(HostName.of("a")))) {
      Outcome.failure(FailureKind.STORE_FAILED, late);
    }
  }

  private void save(HostSnapshot host) {
    Outcome.of(store.save(host));
  }

  private StoredHosts load() {
    return Outcome.of(store.loadAll());
  }

  /** A host that differs from others of its name by its operation. */
  private static HostSnapshot host(String name, String operation) {
    HostSnapshot fresh = HostSnapshot.fresh(HostConfig.of(name).withSettings(Map.of("a.b", "c")));
    return new HostSnapshot(
        fresh.config(),
        HostState.QUERYING,
        new RunningOperation(
            new OperationId(operation), OperationKind.QUERY_INVENTORY, Instant.EPOCH),
        null,
        null,
        List.of(),
        null,
        Instant.parse("2026-11-23T04:05:06.789123456Z"),
        null,
        null,
        null,
        Map.of(OperationKind.UPDATE, 2),
        List.of(),
        false);
  }
}
