package dev.tendhost.exec.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCacheTest {
  private final AtomicInteger reads = new AtomicInteger();
  private final FileCache<Integer> cache =
      new FileCache<>(
          "test",
          (file, content) -> {
            reads.incrementAndGet();
            return content.length;
          });

  @TempDir Path directory;

  @Test
  void aFileThatDoesNotChangeIsReadOnce() throws IOException {
    Path old = Path.of(System.getProperty("java.home"), "release");
    for (int i = 0; i < 1_000; i++) {
      assertThat(cache.read(old)).isEqualTo((int) Files.size(old));
    }
    assertThat(reads).hasValue(1);
  }

  @Test
  void aFileThatComesChangesAndGoesIsReadAgain() throws IOException {
    Path file = directory.resolve("file");
    assertThat(cache.read(file)).isZero();
    Files.writeString(file, "a");
    assertThat(cache.read(file)).isEqualTo(1);
    Files.writeString(file, "ab");
    assertThat(cache.read(file)).isEqualTo(2);
    Files.delete(file);
    assertThat(cache.read(file)).isZero();
  }

  @Test
  void aFileThatIsTooLargeIsAnError() throws IOException {
    Path file = directory.resolve("file");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(FileCache.LARGEST);
      assertThat(cache.read(file)).isEqualTo(FileCache.LARGEST);
      large.setLength(FileCache.LARGEST + 1);
    }
    assertThatThrownBy(() -> cache.read(file))
        .isInstanceOf(Fault.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("larger than");
  }
}
