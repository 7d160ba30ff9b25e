package dev.tendhost.exec.internal.ssh;

import dev.tendhost.exec.internal.SshThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.AsynchronousChannelGroup;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.io.AbstractIoServiceFactory;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.io.IoServiceFactoryFactory;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.apache.sshd.common.util.threads.NoCloseExecutor;

/** The I/O of one client: a few named daemon threads, and no way to listen on a port. */
final class Transport extends AbstractIoServiceFactory {
  private final SshThreads threads;
  private final AsynchronousChannelGroup group;

  private Transport(FactoryManager manager, SshThreads threads) throws IOException {
    super(manager, new NoCloseExecutor(threads.workers()));
    this.threads = threads;
    this.group =
        AsynchronousChannelGroup.withFixedThreadPool(
            Math.max(2, Runtime.getRuntime().availableProcessors()),
            SshThreads.daemons("tendhost-ssh-io-"));
  }

  @Override
  public IoConnector createConnector(IoHandler handler) {
    return autowireCreatedService(new Connector(getFactoryManager(), handler, group, threads));
  }

  @Override
  public IoAcceptor createAcceptor(IoHandler handler) {
    throw new UnsupportedOperationException("this side listens on no port");
  }

  @Override
  protected void doCloseImmediately() {
    try {
      group.shutdownNow();
    } catch (IOException e) {
      log.debug("the I/O threads did not end", e);
    }
    super.doCloseImmediately();
  }

  /** Makes it for MINA. */
  static final class Factory implements IoServiceFactoryFactory {
    private final SshThreads threads;

    Factory(SshThreads threads) {
      this.threads = threads;
    }

    @Override
    public IoServiceFactory create(FactoryManager manager) {
      try {
        return new Transport(manager, threads);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void setExecutorServiceFactory(
        org.apache.sshd.common.Factory<CloseableExecutorService> factory) {
      throw new UnsupportedOperationException("the threads are given");
    }
  }
}
