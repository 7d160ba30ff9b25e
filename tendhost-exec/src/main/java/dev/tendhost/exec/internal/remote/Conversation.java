package dev.tendhost.exec.internal.remote;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What we send to our script and to sudo, and when: nothing before it is asked for. */
final class Conversation {
  private final Plan plan;
  private volatile @Nullable ChannelInput input;
  private int prompts;

  Conversation(Plan plan) {
    this.plan = plan;
  }

  /** The channel is open. */
  void begin(ChannelInput stream) {
    input = stream;
    if (plan.script() == null && plan.stdin() == null) {
      stream.end();
    }
  }

  /** Our script said something. */
  void heard(char letter) {
    ChannelInput stream = input;
    if (stream == null) {
      return;
    }
    String script = plan.script();
    boolean started = letter == Frame.STARTED || letter == Frame.STARTED_BY_SUDO;
    if (letter == Frame.READY && script != null) {
      stream.send(bytes(Guard.input(plan.marker(), script)));
      sendStdin(stream);
    } else if (started && script == null && plan.stdin() != null) {
      sendStdin(stream);
    }
  }

  /** The password goes out once; asked again, sudo did not like it and gets no more. */
  void prompted() {
    prompts++;
    ChannelInput stream = input;
    SudoPassword password = plan.password();
    if (stream != null && password != null && prompts == 1) {
      stream.sendSecret(password.line());
    } else if (stream != null) {
      stream.end();
    }
  }

  /** How often sudo asked. */
  int prompts() {
    return prompts;
  }

  /** Nothing more will be sent. */
  void end() {
    SudoPassword password = plan.password();
    if (password != null && prompts == 0) {
      password.wipe();
    }
  }

  private void sendStdin(ChannelInput stream) {
    String stdin = plan.stdin();
    if (stdin != null && !stdin.isEmpty()) {
      stream.send(bytes(stdin));
    }
    stream.end();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
