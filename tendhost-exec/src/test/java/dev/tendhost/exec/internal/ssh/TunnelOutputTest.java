package dev.tendhost.exec.internal.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.exec.internal.SshThreads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.channel.IoWriteFutureImpl;
import org.apache.sshd.common.io.IoOutputStream;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.junit.jupiter.api.Test;

class TunnelOutputTest {
  private final Stream stream = new Stream();
  private final TunnelOutput output = new TunnelOutput(stream, "tunnel", SshThreads.shared());

  @Test
  void writesOneAfterTheOther() throws IOException {
    IoWriteFuture first = output.write(packet("first"));
    IoWriteFuture second = output.write(packet("second"));
    assertThat(stream.written).hasSize(1);

    stream.written.get(0).setValue(true);
    first.verify(10_000);
    assertThat(stream.written).hasSize(2);
    stream.written.get(1).setValue(true);
    second.verify(10_000);

    assertThat(stream.text()).containsExactly("first", "second");
  }

  @Test
  void copiesWhatItIsGiven() throws IOException {
    byte[] bytes = "before".getBytes(StandardCharsets.UTF_8);
    IoWriteFuture other = output.write(packet("other"));
    IoWriteFuture copied = output.write(new ByteArrayBuffer(bytes));
    bytes[0] = 'X';

    stream.written.get(0).setValue(true);
    other.verify(10_000);
    stream.written.get(1).setValue(true);
    copied.verify(10_000);

    assertThat(stream.text()).containsExactly("other", "before");
  }

  @Test
  void afterAFailureEverythingFails() {
    List<IoWriteFuture> writes = new ArrayList<>();
    for (String text : List.of("first", "second", "third")) {
      writes.add(output.write(packet(text)));
    }
    stream.written.get(0).setValue(new IOException("reset"));
    writes.add(output.write(packet("late")));

    for (IoWriteFuture write : writes) {
      assertThat(write.awaitUninterruptibly(10_000)).isTrue();
      assertThat(write.getException()).hasMessage("reset");
    }
    assertThat(stream.written).hasSize(1);
  }

  @Test
  void aStreamThatThrowsIsAFailure() {
    stream.broken = true;

    IoWriteFuture write = output.write(packet("text"));

    assertThat(write.awaitUninterruptibly(10_000)).isTrue();
    assertThat(write.getException()).hasMessage("closed");
  }

  private static Buffer packet(String text) {
    return new ByteArrayBuffer(text.getBytes(StandardCharsets.UTF_8));
  }

  private static final class Stream extends AbstractCloseable implements IoOutputStream {
    final List<IoWriteFutureImpl> written = new ArrayList<>();
    boolean broken;

    @Override
    public IoWriteFuture writeBuffer(Buffer buffer) throws IOException {
      if (broken) {
        throw new IOException("closed");
      }
      IoWriteFutureImpl future = new IoWriteFutureImpl("stream", buffer);
      written.add(future);
      return future;
    }

    List<String> text() {
      return written.stream()
          .map(future -> new String(future.getBuffer().getCompactData(), StandardCharsets.UTF_8))
          .toList();
    }
  }
}
