package dev.tendhost.exec.internal.identity;

import java.util.Iterator;
import java.util.List;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.signature.SignatureFactoriesManager;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Offers the keys of a login, and signs on a worker: an agent may take its time. A session without
 * a {@link Login} offers what it was given itself.
 */
final class PublicKeyLogin extends UserAuthPublicKey {
  /** What keys may sign with, whatever host keys the client accepts. No SHA-1. */
  private static final List<NamedFactory<Signature>> SIGNATURES =
      List.of(
          BuiltinSignatures.ed25519_cert,
          BuiltinSignatures.ed25519,
          BuiltinSignatures.nistp256_cert,
          BuiltinSignatures.nistp384_cert,
          BuiltinSignatures.nistp521_cert,
          BuiltinSignatures.nistp256,
          BuiltinSignatures.nistp384,
          BuiltinSignatures.nistp521,
          BuiltinSignatures.rsaSHA512_cert,
          BuiltinSignatures.rsaSHA256_cert,
          BuiltinSignatures.rsaSHA512,
          BuiltinSignatures.rsaSHA256);

  private volatile @Nullable OfferedLogin login;
  private volatile @Nullable Offer now;

  PublicKeyLogin() {
    super(SIGNATURES);
  }

  @Override
  protected Iterator<PublicKeyIdentity> createPublicKeyIterator(
      ClientSession session, SignatureFactoriesManager signatures) throws Exception {
    OfferedLogin found = OfferedLogin.of(session);
    login = found;
    if (found == null) {
      return super.createPublicKeyIterator(session, signatures);
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
        return offer.identity(signatures);
      }
    };
  }

  /** The host would accept the key: now it must be proven. */
  @Override
  protected boolean processAuthDataRequest(ClientSession session, String service, Buffer buffer)
      throws Exception {
    OfferedLogin found = login;
    Offer offer = now;
    if (found == null || offer == null) {
      return super.processAuthDataRequest(session, service, buffer);
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
