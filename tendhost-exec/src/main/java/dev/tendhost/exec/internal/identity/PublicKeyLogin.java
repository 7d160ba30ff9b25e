package dev.tendhost.exec.internal.identity;

import java.util.Collections;
import java.util.Iterator;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.signature.SignatureFactoriesManager;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/** Offers the keys of a login, and signs on a worker: an agent may take its time. */
final class PublicKeyLogin extends UserAuthPublicKey {
  private volatile @Nullable OfferedLogin login;
  private volatile @Nullable Offer now;

  @Override
  protected Iterator<PublicKeyIdentity> createPublicKeyIterator(
      ClientSession session, SignatureFactoriesManager signatures) {
    OfferedLogin found = OfferedLogin.of(session);
    login = found;
    if (found == null) {
      return Collections.emptyIterator();
    }
    Iterator<Offer> offers = found.offers().iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return offers.hasNext();
      }

      @Override
      public PublicKeyIdentity next() {
        Offer offer = offers.next();
        now = offer;
        return offer.identity(session);
      }
    };
  }

  /** The host would accept the key: now it must be proven. */
  @Override
  protected boolean processAuthDataRequest(ClientSession session, String service, Buffer buffer) {
    OfferedLogin found = login;
    Offer offer = now;
    if (found == null || offer == null) {
      return false;
    }
    // The session's buffer is used again as soon as this method returns.
    Buffer copy = new ByteArrayBuffer(buffer.getCompactData());
    found
        .workersFor(offer)
        .run(() -> super.processAuthDataRequest(session, service, copy))
        .onFailure(
            cause -> {
              found.note(offer.words() + " could not sign: " + Agent.reason(cause));
              LoginMethods.giveUp(session, service);
            });
    return true;
  }
}
