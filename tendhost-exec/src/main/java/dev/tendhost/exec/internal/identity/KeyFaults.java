package dev.tendhost.exec.internal.identity;

import dev.tendhost.api.FailureKind;
import dev.tendhost.exec.internal.Fault;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may be wrong with one key: a plain sentence, and what to do. Never a byte of the key. */
record KeyFaults(String name) {

  Fault of(String problem) {
    return of(problem, null);
  }

  Fault of(String problem, @Nullable Throwable cause) {
    return new Fault(
        FailureKind.KEY_UNUSABLE, "the key " + name + " " + problem, Map.of("key", name), cause);
  }

  Fault missing() {
    return of("does not exist; correct the path or create the key with ssh-keygen");
  }

  Fault open(String mode) {
    return of("can be read by others (mode " + mode + "), so it is not used: chmod 600 " + name);
  }

  Fault garbage() {
    return of("is damaged or no private key at all; expected is OpenSSH's format or PEM");
  }

  Fault publicKey() {
    return of(
        "is a public key, and no agent holds its private one; name the file of the private key, or"
            + " add that to ssh-agent with ssh-add");
  }

  Fault unsupported(String what) {
    return of("is " + what + ", which is not supported; use an ed25519, ecdsa or rsa key");
  }

  Fault wrongPassphrase() {
    return of(
        "did not open: the passphrase is wrong; give the right one, the secret ssh-key-passphrase");
  }

  boolean isWrongPassphrase(Throwable thrown) {
    return thrown instanceof Fault fault && fault.message().equals(wrongPassphrase().message());
  }

  Fault noPassphrase() {
    return of(
        "is encrypted and the secret source has no passphrase for it; supply it under the name"
            + " ssh-key-passphrase, or add the key to ssh-agent with ssh-add");
  }

  Fault unknownEncryption(String name) {
    return of(
        "is encrypted in a way that is not supported ("
            + name
            + "); encrypt it anew with ssh-keygen -p -f "
            + this.name);
  }
}
