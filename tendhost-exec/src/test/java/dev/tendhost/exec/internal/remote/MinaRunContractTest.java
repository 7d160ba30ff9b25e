package dev.tendhost.exec.internal.remote;

import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.tck.RemoteExecutorContract;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.AcceptAllPublickeyAuthenticator;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.shell.InvertedShellWrapper;
import org.apache.sshd.server.shell.ProcessShell;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The same on a server that starts commands by Java: no session of their own, no signal names. */
class MinaRunContractTest extends RemoteExecutorContract {
  private static SshServer server;
  private static TestSession session;

  @BeforeAll
  static void login(@TempDir Path dir) throws IOException {
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider(dir.resolve("key")));
    server.setPublickeyAuthenticator(AcceptAllPublickeyAuthenticator.INSTANCE);
    server.setCommandFactory(
        (channel, line) -> new InvertedShellWrapper(new Shell("sh", "-c", line)));
    server.start();
    session = new TestSession(server.getPort(), System.getProperty("user.name"));
  }

  @AfterAll
  static void logout() throws IOException {
    if (session != null) {
      session.close();
    }
    if (server != null) {
      server.stop(true);
    }
  }

  @Override
  protected RemoteExecutor createExecutor() {
    return new SessionExecutor(session.target());
  }

  /**
   * MINA's server stops reading a command's output when it cannot write its input any more; this
   * one goes on.
   */
  private static final class Shell extends ProcessShell {
    Shell(String... words) {
      super(words);
    }

    @Override
    public OutputStream getInputStream() {
      return new FilterOutputStream(super.getInputStream()) {
        @Override
        public void write(byte[] bytes, int off, int len) {
          try {
            out.write(bytes, off, len);
          } catch (IOException ended) {
            // It did not want its input.
          }
        }

        @Override
        public void flush() {
          try {
            out.flush();
          } catch (IOException ended) {
            // Nor this.
          }
        }
      };
    }
  }
}
