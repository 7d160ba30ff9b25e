package dev.tendhost.exec.internal.remote;

import dev.tendhost.core.port.OutputListener.Source;
import dev.tendhost.exec.internal.SerialTasks;
import dev.tendhost.exec.internal.SshThreads;
import dev.tendhost.exec.internal.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.sshd.client.future.OpenFuture;
import org.jspecify.annotations.Nullable;

/**
 * One channel with one script, from its opening to its end. What the channel brings is dealt with
 * in order, on workers, or on listeners' threads if somebody hears it; the other methods may be
 * called by anyone.
 */
final class RunAttempt implements CommandChannel.Events {
  private final RunTarget target;
  private final Plan plan;
  private final Output output;
  private final Consumer<RunAttempt> onEnd;
  private final SerialTasks tasks;
  private final LastOutput last;
  private final FrameScanner stdout;
  private final FrameScanner stderr;
  private final Conversation conversation;
  private final SudoSpeech speech;
  private final List<String> groups = new CopyOnWriteArrayList<>();
  private volatile @Nullable CommandChannel channel;
  private volatile @Nullable Throwable notOpened;
  private volatile char said;
  private volatile boolean exited;
  private volatile long startedAt = Ticker.now();
  private volatile long exitedAt = startedAt;
  private boolean cutOff;
  private boolean heardOnStderr;
  private volatile boolean ended;
  private boolean bySudo;
  private volatile boolean lostOutput;

  RunAttempt(RunTarget target, Plan plan, Output output, Consumer<RunAttempt> onEnd) {
    this.target = target;
    this.plan = plan;
    this.output = output;
    this.onEnd = onEnd;
    this.conversation = new Conversation(plan);
    this.speech = new SudoSpeech(target.user());
    SshThreads threads = target.threads();
    this.tasks = new SerialTasks(output.isHeard() ? threads.listeners() : threads.workers());
    this.last = new LastOutput(threads, tasks, this::end);
    this.stdout = new FrameScanner(plan.marker(), sink(Source.STDOUT));
    this.stderr = new FrameScanner(plan.marker(), sink(Source.STDERR));
  }

  /** Opens the channel; whatever comes of it, the end is told once. */
  void start() {
    try {
      CommandChannel created = CommandChannel.create(target.session(), plan.line(), this);
      channel = created;
      created.open().addListener(this::opened);
    } catch (IOException | RuntimeException e) {
      notOpened = e;
      tasks.execute(() -> end(false));
    }
  }

  /** Lets go of the channel; what has not come by now will not. */
  void abandon() {
    CommandChannel open = channel;
    if (open != null) {
      open.close(false);
    }
  }

  /** Asks the server for a signal to the login shell's group; not every server does that. */
  void signal(String name) {
    CommandChannel open = channel;
    if (open != null) {
      open.signal(name);
    }
  }

  /** The process groups that our script has named so far. */
  List<String> groups() {
    return groups;
  }

  /** The last frame's letter, or 0. */
  char said() {
    return said;
  }

  boolean started() {
    return said == Frame.STARTED || said == Frame.STARTED_BY_SUDO;
  }

  /** Whether something may run that has to be ended: the command, or sudo before it. */
  boolean begun() {
    return started() || !groups.isEmpty();
  }

  /** Whether it is sudo that we started: KILL would end it alone, TERM it hands on. */
  boolean bySudo() {
    return said == Frame.STARTED_BY_SUDO || plan.password() != null;
  }

  /** Whether our script's word came on standard error too. For who is told the end. */
  boolean heardOnStderr() {
    return heardOnStderr;
  }

  /** How often sudo asked. For who is told the end. */
  int prompts() {
    return conversation.prompts();
  }

  boolean hasExited() {
    return exited;
  }

  /** Whether the end was told. */
  boolean hasEnded() {
    return ended;
  }

  /** Whether it is over, and nothing has begun. */
  boolean endedBefore() {
    return ended && !begun();
  }

  @Nullable Throwable notOpened() {
    return notOpened;
  }

  @Nullable Integer status() {
    CommandChannel open = channel;
    return open == null ? null : open.getExitStatus();
  }

  @Nullable String signal() {
    CommandChannel open = channel;
    return open == null
        ? null
        : Output.signal(open.getExitStatus(), open.getExitSignal(), target.tellsSignals());
  }

  Duration duration() {
    return Duration.ofNanos(Math.max(1, exitedAt - startedAt));
  }

  /** Whether output still came when it was read no further. */
  boolean lostOutput() {
    return lostOutput;
  }

  /** Whether the connection broke before all output was there. For who is told the end. */
  boolean cutOff() {
    return cutOff;
  }

  /** What was said before the command started. For who is told the end. */
  String noise() {
    return (stderr.noise() + "\n" + stdout.noise()).strip();
  }

  /** What sudo alone said in the command's place. For who is told the end. */
  String sudoSaid() {
    return speech.text();
  }

  /** What was held back is the command's. For who is told the end. */
  void release() {
    byte[] held = speech.release();
    output.add(Source.STDERR, held, held.length);
  }

  @Override
  public void output(Source source, byte[] bytes) {
    tasks.execute(
        () -> {
          if (!ended) {
            last.came();
            (source == Source.STDOUT ? stdout : stderr).add(bytes);
          }
          CommandChannel open = channel;
          if (open != null) {
            open.release(bytes.length);
          }
        });
  }

  @Override
  public void exited() {
    if (!exited) {
      exited = true;
      tasks.execute(
          () -> {
            exitedAt = Ticker.now();
            last.exited();
          });
    }
  }

  @Override
  public void rejected() {
    said = Frame.REJECTED;
    tasks.execute(() -> end(false));
  }

  @Override
  public void outputEnded() {
    tasks.execute(last::ended);
  }

  @Override
  public void closed(boolean byServer) {
    tasks.execute(
        () -> {
          cutOff = !ended && !last.hasEnded() && !byServer;
          end(false);
        });
  }

  private void opened(OpenFuture opening) {
    CommandChannel open = channel;
    if (opening.isOpened() && open != null) {
      conversation.begin(new ChannelInput(open.getAsyncIn()));
    } else {
      Throwable why = opening.getException();
      notOpened = why == null ? new IOException("the channel was not opened") : why;
      tasks.execute(() -> end(false));
    }
  }

  private void end(boolean lostOutput) {
    if (ended) {
      return;
    }
    ended = true;
    conversation.end();
    abandon();
    this.lostOutput = lostOutput;
    onEnd.accept(this);
  }

  private FrameScanner.Sink sink(Source source) {
    return new FrameScanner.Sink() {
      @Override
      public void frame(char letter, String rest) {
        bySudo |= letter == Frame.STARTED_BY_SUDO;
        boolean starts = letter == Frame.STARTED || letter == Frame.STARTED_BY_SUDO;
        if (starts && rest.isEmpty() != (source == Source.STDERR)) {
          elsewhere();
        } else if (source == Source.STDOUT || letter == Frame.ONE_STREAM) {
          heard(letter, rest);
        } else if (letter == Frame.PROMPT) {
          conversation.prompted();
        } else {
          heardOnStderr |= starts;
        }
      }

      @Override
      public void output(byte[] bytes, int count) {
        if (!bySudo) {
          output.add(source, bytes, count);
        } else if (source == Source.STDERR) {
          byte[] free = speech.add(bytes);
          output.add(source, free, free.length);
        } else {
          release();
          output.add(source, bytes, count);
        }
      }
    };
  }

  /** What is for one stream came on the other. */
  private void elsewhere() {
    said = Frame.ELSEWHERE;
    tasks.execute(() -> end(false));
  }

  private void heard(char letter, String rest) {
    said = letter;
    if (!rest.isEmpty()) {
      groups.add(rest);
    }
    if (started()) {
      startedAt = Ticker.now();
    }
    conversation.heard(letter);
  }
}
