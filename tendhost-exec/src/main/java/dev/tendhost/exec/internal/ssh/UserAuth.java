package dev.tendhost.exec.internal.ssh;

import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.session.ClientUserAuthService;
import org.apache.sshd.client.session.ClientUserAuthServiceFactory;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.session.Session;

/** Logging in, which tells what the server would allow. */
final class UserAuth extends ClientUserAuthService {
  static final ClientUserAuthServiceFactory FACTORY =
      new ClientUserAuthServiceFactory() {
        @Override
        public Service create(Session session) {
          return new UserAuth(session);
        }
      };

  private UserAuth(Session session) {
    super(session);
  }

  @Override
  protected void tryNext(int cmd, AuthFuture authFuture) throws Exception {
    if (getClientSession() instanceof HostSession session) {
      session.handshake().allows(serverMethods);
    }
    super.tryNext(cmd, authFuture);
  }
}
