package dev.tendhost.exec.internal.identity;

import dev.tendhost.core.port.Secret;
import org.apache.sshd.client.auth.AbstractUserAuth;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.buffer.Buffer;

/** RFC 4252, 8. The secret source is asked when the host offers the method, and once. */
final class PasswordLogin extends AbstractUserAuth {
  PasswordLogin() {
    super("password");
  }

  @Override
  protected boolean sendAuthDataRequest(ClientSession session, String service) {
    OfferedLogin login = OfferedLogin.of(session);
    if (login == null || !login.passwords().password() || !login.passwords().turn()) {
      return false;
    }
    login
        .passwords()
        .find(Secret.SSH_PASSWORD, null)
        .onComplete(
            password -> send(session, service, login, password),
            missing -> LoginMethods.giveUp(session, service));
    return true;
  }

  private static void send(
      ClientSession session, String service, OfferedLogin login, Secret password) {
    if (login.closed()) {
      password.close();
      return;
    }
    Buffer buffer = LoginMethods.request(session, service, "password");
    buffer.putBoolean(false);
    LoginMethods.put(buffer, password);
    LoginMethods.sendSecret(session, service, buffer);
  }

  /** The only other message of this method: the password has expired. */
  @Override
  protected boolean processAuthDataRequest(ClientSession session, String service, Buffer buffer) {
    OfferedLogin login = OfferedLogin.of(session);
    if (login != null) {
      login.passwords().tell("the host wants the password changed; log in by hand to do that");
    }
    return false;
  }
}
