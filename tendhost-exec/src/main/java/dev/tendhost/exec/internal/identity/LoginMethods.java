package dev.tendhost.exec.internal.identity;

import dev.tendhost.core.port.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.AbstractUserAuthFactory;
import org.apache.sshd.client.auth.UserAuth;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * The ways to log in, none of which blocks an I/O thread: signatures are made and secrets are asked
 * for elsewhere, and the request goes out when they are there.
 */
public final class LoginMethods {
  private static final List<UserAuthFactory> FACTORIES =
      List.of(
          new Factory("publickey", PublicKeyLogin::new),
          new Factory("keyboard-interactive", InteractiveLogin::new),
          new Factory("password", PasswordLogin::new));

  private LoginMethods() {}

  /**
   * Makes a client, before it connects, take its identities from the {@link Login} of a session.
   */
  public static void install(SshClient client) {
    client.setUserAuthFactories(FACTORIES);
    // Not null: MINA would then watch ~/.ssh for keys.
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setAgentFactory(null);
  }

  /** MINA looks at the methods when it makes the session, so a login cannot bring them itself. */
  static void check(ClientSession session) {
    if (!session.getUserAuthFactories().equals(FACTORIES)) {
      throw new IllegalStateException("LoginMethods.install was not called for this client");
    }
  }

  private static final class Factory extends AbstractUserAuthFactory {
    private final Supplier<UserAuth> method;

    Factory(String name, Supplier<UserAuth> method) {
      super(name);
      this.method = method;
    }

    @Override
    public UserAuth createUserAuth(ClientSession session) {
      return method.get();
    }
  }

  /** The beginning of a request to log in by some method. */
  static Buffer request(ClientSession session, String service, String method) {
    Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_USERAUTH_REQUEST);
    buffer.putString(session.getUsername());
    buffer.putString(service);
    buffer.putString(method);
    return buffer;
  }

  /**
   * Goes on with the next key or method after this one came to nothing on our side: the host
   * refuses the request, whereupon MINA goes on.
   */
  static void giveUp(ClientSession session, String service) {
    try {
      session.writePacket(request(session, service, "none"));
    } catch (IOException | RuntimeException e) {
      session.close(true);
    }
  }

  /** Adds a secret and wipes it, here and at its owner. */
  static void put(Buffer buffer, Secret secret) {
    char[] words = secret.value();
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(words));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes).clear();
    buffer.putBytes(bytes);
    encoded.put(new byte[encoded.capacity()]);
    Arrays.fill(bytes, (byte) 0);
    Arrays.fill(words, '\0');
    secret.close();
  }

  /** Sends a packet with secrets and wipes it when it is gone. */
  static void sendSecret(ClientSession session, String service, Buffer buffer) {
    try {
      IoWriteFuture written = session.writePacket(buffer);
      written.addListener(done -> Arrays.fill(buffer.array(), (byte) 0));
    } catch (IOException | RuntimeException e) {
      session.close(true);
    }
  }
}
