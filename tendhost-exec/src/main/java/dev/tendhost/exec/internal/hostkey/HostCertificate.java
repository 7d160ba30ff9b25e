package dev.tendhost.exec.internal.hostkey;

import dev.tendhost.exec.internal.Wildcards;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/** What an OpenSSH certificate has to be, besides signed by an authority that is trusted. */
final class HostCertificate {
  /** OpenSSH's CASignatureAlgorithms: no SHA-1. */
  private static final Set<String> SIGNATURES =
      Set.of(
          "ssh-ed25519",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521",
          "sk-ssh-ed25519@openssh.com",
          "sk-ecdsa-sha2-nistp256@openssh.com",
          "rsa-sha2-512",
          "rsa-sha2-256");

  private HostCertificate() {}

  /** Why a certificate does not speak for a machine; empty if it does. */
  static Optional<String> problem(OpenSshCertificate certificate, String name, Instant now) {
    if (certificate.getType() != OpenSshCertificate.Type.HOST) {
      return Optional.of("it is not for hosts");
    }
    if (!OpenSshCertificate.isValidAt(certificate, now)) {
      return Optional.of("it is not valid now, or this machine's clock is wrong");
    }
    Collection<String> principals = certificate.getPrincipals();
    // As OpenSSH has it from 10.3 on; before, one for nobody was one for everybody.
    if (principals == null || principals.isEmpty()) {
      return Optional.of(
          "it is for no name at all; sign it with \"ssh-keygen -h -n " + name + "\"");
    }
    if (principals.stream().noneMatch(p -> Wildcards.matches(KnownNames.encode(p), name))) {
      return Optional.of("it is for " + String.join(", ", principals) + ", not for " + name);
    }
    if (!certificate.getCriticalOptions().isEmpty()) {
      return Optional.of("it has critical options that are not known here");
    }
    return signed(certificate) ? Optional.empty() : Optional.of("its signature is wrong");
  }

  private static boolean signed(OpenSshCertificate certificate) {
    String algorithm = certificate.getSignatureAlgorithm();
    BuiltinSignatures factory = BuiltinSignatures.fromFactoryName(algorithm);
    if (factory == null || !factory.isSupported() || !SIGNATURES.contains(algorithm)) {
      return false;
    }
    try {
      Signature verifier = factory.create();
      verifier.initVerifier(null, certificate.getCaPubKey());
      verifier.update(null, certificate.getMessage());
      return verifier.verify(null, certificate.getSignature());
    } catch (Exception e) {
      // Garbage in a signature is a wrong signature.
      return false;
    }
  }
}
