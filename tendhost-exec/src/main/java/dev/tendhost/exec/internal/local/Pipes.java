package dev.tendhost.exec.internal.local;

import java.io.IOException;

/** The two pipes of one command, on loan from the pool. */
record Pipes(FifoPool pool, Fifo stdout, Fifo stderr) implements AutoCloseable {
  static Pipes of(FifoPool pool) throws IOException {
    Fifo stdout = pool.take();
    try {
      return new Pipes(pool, stdout, pool.take());
    } catch (IOException e) {
      pool.giveBack(stdout);
      throw e;
    }
  }

  /** Makes what is started write to them. */
  ProcessBuilder redirect(ProcessBuilder builder) {
    return builder.redirectOutput(stdout.file()).redirectError(stderr.file());
  }

  /** Lets go of the writing ends, once the process has them. */
  void handedOver() throws IOException {
    stdout.handedOver();
    stderr.handedOver();
  }

  @Override
  public void close() {
    pool.giveBack(stdout);
    pool.giveBack(stderr);
  }
}
