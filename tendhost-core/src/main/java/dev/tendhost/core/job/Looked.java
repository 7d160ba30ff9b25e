package dev.tendhost.core.job;

import dev.tendhost.core.job.JobScripts.Question;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one look saw.
 *
 * @param verdict how the job stood
 * @param settled whether that is how it stays
 * @param chunks the news of each file that was asked for, in that order; none of a job whose
 *     directory is not there or cannot be trusted
 */
record Looked(JobVerdict verdict, boolean settled, List<Chunk> chunks) {
  /** What may still be started. */
  private static final Set<String> OPEN = Set.of("not-started", "unknown");

  /** A piece of a file. Its bytes are the reader's to keep. */
  static final class Chunk {
    private final long offset;
    private final long size;
    private final byte[] bytes;

    /** The offset says where the piece begins; a size of -1 that there is no file. */
    Chunk(long offset, long size, byte[] bytes) {
      this.offset = offset;
      this.size = size;
      this.bytes = bytes;
    }

    long offset() {
      return offset;
    }

    long size() {
      return size;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  /** Empty if the reply does not fit the question. */
  static Optional<Looked> of(Reply reply, Question question) {
    try {
      return Optional.of(read(reply, question));
    } catch (IllegalArgumentException | IndexOutOfBoundsException garbled) {
      return Optional.empty();
    }
  }

  private static Looked read(Reply reply, Question question) {
    String[] state = words(reply.lines().get(0), "state");
    JobVerdict verdict = verdict(state);
    boolean settled = verdict.state().over() && !OPEN.contains(state[1]);
    boolean hidden = state.length > 2 && state[2].equals("hidden");
    List<Chunk> chunks = new ArrayList<>();
    if (!hidden && verdict.state() != JobState.UNKNOWN) {
      for (String file : question.files()) {
        String line = reply.lines().get(chunks.size() + 1);
        chunks.add(chunk(words(line, "data"), file, question.chunk()));
      }
    }
    return new Looked(verdict, settled, List.copyOf(chunks));
  }

  private static JobVerdict verdict(String[] words) {
    return switch (words[1]) {
      case "exited" -> new JobVerdict(JobState.EXITED, Integer.valueOf(words[2]));
      case "running" -> new JobVerdict(JobState.RUNNING, null);
      case "orphaned" -> new JobVerdict(JobState.ORPHANED, null);
      case "killed" -> new JobVerdict(JobState.KILLED, null);
      case "rebooted" -> new JobVerdict(JobState.INTERRUPTED_BY_REBOOT, null);
      case "not-started", "sealed" -> new JobVerdict(JobState.NOT_STARTED, null);
      case "unknown", "gone" -> new JobVerdict(JobState.UNKNOWN, null);
      default -> throw new IllegalArgumentException(words[1]);
    };
  }

  private static Chunk chunk(String[] words, String file, int most) {
    require(file.equals(words[1] + ":" + words[2]));
    long offset = Long.parseLong(words[2]);
    long size = words[3].equals("none") ? -1 : Long.parseLong(words[3]);
    int length = (int) Math.max(0, Math.min(most, size - offset));
    return new Chunk(offset, size, bytes(words, length));
  }

  /** Hexadecimal digits; or whole blocks in base64, and how many bytes too early they begin. */
  private static byte[] bytes(String[] words, int length) {
    if (words.length > 5) {
      byte[] blocks = Base64.getDecoder().decode(words[4]);
      int skip = Integer.parseInt(words[5]);
      require(skip >= 0 && blocks.length - skip >= length);
      return Arrays.copyOfRange(blocks, skip, skip + length);
    }
    byte[] bytes = HexFormat.of().parseHex(words.length > 4 ? words[4] : "");
    require(bytes.length == length);
    return bytes;
  }

  private static String[] words(String line, String first) {
    String[] words = line.split(" ", -1);
    require(words[0].equals(first));
    return words;
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("not what was asked");
    }
  }
}
