package dev.tendhost.it.tend;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Standard output for people: lines, and on a terminal below them a live line that shows that work
 * goes on, with a bar above it for each thing at work. Safe for any thread.
 */
final class Screen implements AutoCloseable {
  private static final String ERASE = "\r\033[K";
  private static final String FRAMES = "|/-\\";
  private static final int FRAME_MILLIS = 120;

  private final PrintStream out;
  private final Terminal terminal;
  private final List<StyledLine> held = new ArrayList<>();
  private List<String> bars = List.of();
  private int barsDrawn;
  private @Nullable Timer ticker;
  private @Nullable String work;
  private boolean asking;
  private long since;
  private int frame;

  Screen(PrintStream out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  Terminal terminal() {
    return terminal;
  }

  synchronized void line(StyledLine line) {
    if (asking) {
      held.add(line);
      return;
    }
    erase();
    out.println(line.render(terminal.colour()));
    draw();
  }

  /** Shows on the live line that this goes on, until {@link #rest}. */
  synchronized void busy(String text) {
    since = work == null ? System.nanoTime() : since;
    work = text;
    if (terminal.live() && ticker == null) {
      ticker = new Timer("tend-live-line", true);
      ticker.scheduleAtFixedRate(new Tick(), 0, FRAME_MILLIS);
    }
  }

  /** Shows these above the live line, from its next frame on, while there is one. */
  synchronized void bars(List<String> lines) {
    bars = List.copyOf(lines);
  }

  /** Takes the live line and the bars away. */
  synchronized void rest() {
    erase();
    work = null;
    bars = List.of();
  }

  /** While somebody types an answer nothing else is written: lines wait. One at a time. */
  <T extends @Nullable Object> T ask(Supplier<T> question) {
    synchronized (this) {
      erase();
      out.flush();
      asking = true;
    }
    try {
      return question.get();
    } finally {
      answered();
    }
  }

  private synchronized void answered() {
    asking = false;
    held.forEach(this::line);
    held.clear();
    draw();
  }

  /** The run ends at the prompt: what waited is written. */
  synchronized void stopAsking() {
    if (asking) {
      out.println();
      answered();
    }
  }

  /** Leaves the terminal as it was found. */
  @Override
  public synchronized void close() {
    stopAsking();
    rest();
    if (ticker != null) {
      ticker.cancel();
      ticker = null;
    }
    out.flush();
  }

  /** The live line: a spinner, what goes on, and for how long. */
  static String live(int frame, String work, Duration elapsed, int width) {
    String spinner = String.valueOf(FRAMES.charAt(frame % FRAMES.length()));
    String line = spinner + " " + work + " (" + elapsed.toSeconds() + " s)";
    return Text.cut(line, width - 1);
  }

  private synchronized void tick() {
    frame++;
    if (isLive()) {
      out.print(erased() + drawn());
      out.flush();
    }
  }

  private void erase() {
    if (isLive()) {
      out.print(erased());
    }
  }

  private void draw() {
    if (isLive()) {
      out.print(drawn());
      out.flush();
    }
  }

  private boolean isLive() {
    return work != null && terminal.live() && !asking;
  }

  private String erased() {
    String up = barsDrawn == 0 ? ERASE : "\r\033[" + barsDrawn + "A\033[J";
    barsDrawn = 0;
    return up;
  }

  private String drawn() {
    StringBuilder text = new StringBuilder();
    bars.forEach(bar -> text.append(Text.cut(bar, terminal.width() - 1)).append('\n'));
    barsDrawn = bars.size();
    Duration elapsed = Duration.ofNanos(System.nanoTime() - since);
    return text + live(frame, work == null ? "" : work, elapsed, terminal.width());
  }

  private final class Tick extends TimerTask {
    @Override
    public void run() {
      tick();
    }
  }
}
