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
 * Standard output for people: lines, and on a terminal below them one live line that shows that
 * work goes on. Safe for any thread.
 */
final class Screen implements AutoCloseable {
  private static final String ERASE = "\r\033[K";
  private static final String FRAMES = "|/-\\";
  private static final int FRAME_MILLIS = 120;

  private final PrintStream out;
  private final Terminal terminal;
  private final List<StyledLine> held = new ArrayList<>();
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

  /** Takes the live line away. */
  synchronized void rest() {
    erase();
    work = null;
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
    erase();
    draw();
  }

  private void erase() {
    if (work != null && terminal.live() && !asking) {
      out.print(ERASE);
    }
  }

  private void draw() {
    if (work != null && terminal.live() && !asking) {
      out.print(live(frame, work, Duration.ofNanos(System.nanoTime() - since), terminal.width()));
      out.flush();
    }
  }

  private final class Tick extends TimerTask {
    @Override
    public void run() {
      tick();
    }
  }
}
