package dev.tendhost.exec.internal.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FifoPoolTest {
  private final FifoPool pool = new FifoPool();

  @Test
  void a_pipe_that_has_ended_is_used_again() throws IOException {
    Fifo first = pool.take();
    write(first, "x");
    first.handedOver();
    assertThat(first.read(new byte[10])).isEqualTo(1);
    assertThat(first.read(new byte[10])).isEqualTo(-1);
    pool.giveBack(first);

    Fifo second = pool.take();
    assertThat(second.path()).isEqualTo(first.path());
    pool.giveBack(second);
  }

  @Test
  void a_pipe_somebody_may_still_write_to_is_not() throws IOException {
    Fifo first = pool.take();
    Object before = Files.getAttribute(first.path(), "unix:ino");
    try (FileOutputStream writer = new FileOutputStream(first.file())) {
      first.handedOver();
      writer.write('x');
      assertThat(first.read(new byte[10])).isEqualTo(1);
      pool.giveBack(first);

      assertThat(first.path()).doesNotExist();
      assertThat(before).isNotNull();
    }
  }

  @Test
  @SuppressWarnings("try") // the writer only has to be there
  void stop_wakes_a_blocked_reader_and_adds_nothing() throws Exception {
    Fifo fifo = pool.take();
    try (FileOutputStream writer = new FileOutputStream(fifo.file())) {
      fifo.handedOver();
      CompletableFuture<Integer> read =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return fifo.read(new byte[10]);
                } catch (IOException e) {
                  return -2;
                }
              });
      fifo.stop();

      assertThat(read.get(20, TimeUnit.SECONDS)).isEqualTo(-1);
      assertThat(fifo.lostOutput()).isFalse();
      fifo.stop();
      pool.giveBack(fifo);
      fifo.stop();
    }
  }

  @Test
  void output_thrown_away_by_stop_is_told() throws IOException {
    Fifo fifo = pool.take();
    write(fifo, "lost");
    fifo.stop();

    assertThat(fifo.read(new byte[10])).isEqualTo(-1);
    assertThat(fifo.lostOutput()).isTrue();
    pool.giveBack(fifo);
  }

  @Test
  void the_pipes_are_nobody_elses() throws IOException {
    Fifo fifo = pool.take();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pool.directory())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fifo.path())))
        .isEqualTo("rw-------");
    pool.giveBack(fifo);
  }

  @Test
  void a_cleaned_temporary_directory_is_made_again() throws IOException {
    Fifo taken = pool.take();
    Path directory = pool.directory();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);

    Fifo fifo = pool.take();
    pool.giveBack(taken);
    pool.giveBack(fifo);
    Fifo again = pool.take();

    assertThat(again.path()).exists();
    assertThat(again.path().getParent()).isNotEqualTo(directory);
    pool.giveBack(again);
  }

  private static void write(Fifo fifo, String text) throws IOException {
    try (FileOutputStream writer = new FileOutputStream(fifo.file())) {
      writer.write(text.getBytes());
    }
  }
}
