package dev.tendhost.exec.internal.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.config.keys.u2f.SecurityKeyPublicKey;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Asks an SSH agent (draft-miller-ssh-agent), on a connection of its own for each question. Blocks,
 * at most for the given time.
 */
final class AgentClient {
  private static final byte REQUEST_IDENTITIES = 11;
  private static final byte IDENTITIES_ANSWER = 12;
  private static final byte SIGN_REQUEST = 13;
  private static final byte SIGN_RESPONSE = 14;

  /** More keys than anybody has; servers stop at six. */
  private static final int MAX_KEYS = 2_000;

  private final Path socket;
  private final Duration bound;

  AgentClient(Path socket, Duration bound) {
    this.socket = socket;
    this.bound = bound;
  }

  /**
   * A key that an agent holds.
   *
   * @param blob how the agent names it
   * @param publicKey the key or certificate
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Held(byte[] blob, PublicKey publicKey) {}

  /** Its keys, without those of a kind that is not known here. */
  List<Held> keys() throws IOException {
    Buffer answer = ask(message(REQUEST_IDENTITIES), IDENTITIES_ANSWER);
    int count = answer.getInt();
    if (count < 0 || count > MAX_KEYS) {
      throw new IOException("the agent says that it holds " + count + " keys");
    }
    List<Held> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] blob = answer.getBytes();
      answer.getBytes();
      PublicKey key = known(blob);
      if (key != null) {
        keys.add(new Held(blob, key));
      }
    }
    return keys;
  }

  /** Null for a hardware key or a kind of the future: whoever has it may have others too. */
  private static @Nullable PublicKey known(byte[] blob) {
    try {
      PublicKey key = new ByteArrayBuffer(blob).getRawPublicKey();
      return key instanceof SecurityKeyPublicKey ? null : key;
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /**
   * Lets the agent sign.
   *
   * @param algorithm the name of the signature that must come back
   */
  byte[] sign(Held key, String algorithm, byte[] data) throws IOException {
    Buffer request = message(SIGN_REQUEST);
    request.putBytes(key.blob());
    request.putBytes(data);
    request.putUInt(flags(algorithm));
    Buffer signature = new ByteArrayBuffer(ask(request, SIGN_RESPONSE).getBytes());
    String made = signature.getString();
    if (!made.equals(algorithm)) {
      throw new IOException("the agent made a signature " + made + " instead of " + algorithm);
    }
    return signature.getBytes();
  }

  private static int flags(String algorithm) {
    return switch (algorithm) {
      case "rsa-sha2-256" -> 2;
      case "rsa-sha2-512" -> 4;
      default -> 0;
    };
  }

  private static Buffer message(byte type) {
    ByteArrayBuffer buffer = new ByteArrayBuffer();
    buffer.putByte(type);
    return buffer;
  }

  private Buffer ask(Buffer request, byte expected) throws IOException {
    byte[] answer;
    try (AgentSocket connection = AgentSocket.connect(socket, bound)) {
      answer = connection.exchange(request.getCompactData());
    }
    if (answer.length == 0 || answer[0] != expected) {
      throw new IOException("the agent refused");
    }
    ByteArrayBuffer body = new ByteArrayBuffer(answer);
    body.getByte();
    return body;
  }
}
