package dev.tendhost.it.tend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.event.FleetEvent;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveUpdatesTest {
  private static final HostName WEB = HostName.of("web-1");
  private static final HostName DB = HostName.of("db");

  private final WatchedOutput bytes = new WatchedOutput();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);

  @Test
  void aBarForEachHostWithThePackageAtHand() throws Exception {
    try (Screen screen = new Screen(out, new Terminal(true, false, 80))) {
      LiveUpdates updates = new LiveUpdates(screen, ZoneOffset.UTC);
      updates.begin(List.of(WEB, DB));
      updates.job(WEB, Samples.JOB);
      updates.event(progress(WEB, "nano", 45));
      updates.event(progress(DB, null, 100));
      bytes.await(
          "  db     [####################] 100%  apt\n"
              + "  web-1  [#########-----------]  45%  apt install: nano\n");
      bytes.await(" 0 of 2 hosts done");
      bytes.await("\r\u001b[2A\u001b[J");
      updates.event(
          new FleetEvent.HostDisconnected("s", 3, Instant.EPOCH, WEB, "connection reset"));
      bytes.await("45%  connection lost; the job goes on");
      updates.event(new FleetEvent.HostConnected("s", 4, Instant.EPOCH, WEB));
      updates.event(progress(DB, "vim", 100));
      bytes.await("apt: vim\n  web-1  [#########-----------]  45%  apt install: nano\n");
      updates.done(new HostResult.LeftAlone(DB, Samples.busy().reboot()));
      bytes.await(" 1 of 2 hosts done");
    }
  }

  @Test
  void elsewhereALineEveryTenPercent() {
    try (Screen screen = new Screen(out, Terminal.none())) {
      LiveUpdates updates = new LiveUpdates(screen, ZoneOffset.UTC);
      updates.begin(List.of(WEB));
      IntStream.rangeClosed(1, 100).forEach(i -> updates.event(progress(WEB, "p" + i, i)));
    }
    assertThat(bytes.toString(UTF_8).lines())
        .hasSize(11)
        .contains("00:00:00  web-1    1%  apt: p1", "00:00:00  web-1  100%  apt: p100");
  }

  @Test
  void howAHostThatRebootsIsKnockedAtIsNotShown() {
    try (Screen screen = new Screen(out, Terminal.none())) {
      LiveUpdates updates = new LiveUpdates(screen, ZoneOffset.UTC);
      updates.begin(List.of(WEB, DB));
      updates.event(moved(WEB, HostState.WAITING_REBOOT, HostState.REBOOTING));
      for (HostName host : List.of(WEB, DB)) {
        updates.event(new FleetEvent.HostDisconnected("s", 2, Instant.EPOCH, host, "dropped"));
        updates.event(new FleetEvent.HostConnected("s", 3, Instant.EPOCH, host));
      }
      updates.event(moved(WEB, HostState.VERIFYING, HostState.IDLE));
      updates.event(new FleetEvent.HostConnected("s", 5, Instant.EPOCH, WEB));
    }
    assertThat(bytes.toString(UTF_8).lines())
        .containsExactly(
            "00:00:00  web-1  waiting reboot → rebooting",
            "00:00:00  db     disconnected: dropped",
            "00:00:00  db     connected",
            "00:00:00  web-1  verifying → idle",
            "00:00:00  web-1  connected");
  }

  private static FleetEvent moved(HostName host, HostState from, HostState to) {
    return new FleetEvent.HostStateChanged("s", 1, Instant.EPOCH, host, from, to);
  }

  @Test
  void ofManyHostsOnlySoManyBars() throws Exception {
    List<HostName> many = IntStream.range(0, 50).mapToObj(i -> HostName.of("h" + i)).toList();
    try (Screen screen = new Screen(out, new Terminal(true, false, 80))) {
      LiveUpdates updates = new LiveUpdates(screen, ZoneOffset.UTC);
      updates.begin(many);
      many.forEach(host -> updates.event(progress(host, "nano", 5)));
      bytes.await("\r\u001b[" + LiveEvents.FEW + "A\u001b[J");
    }
    assertThat(bytes.toString(UTF_8)).doesNotContain("\u001b[9A").endsWith("\u001b[J");
  }

  private static FleetEvent progress(HostName host, String name, int percent) {
    return new FleetEvent.UpdateProgress("s", 1, Instant.EPOCH, host, "apt", name, percent);
  }
}
