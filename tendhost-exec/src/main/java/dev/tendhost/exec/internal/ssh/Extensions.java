package dev.tendhost.exec.internal.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.common.kex.extension.DefaultClientKexExtensionHandler;
import org.apache.sshd.common.kex.extension.parser.HostBoundPubkeyAuthentication;
import org.apache.sshd.common.session.Session;

/** What servers say they can do. MINA's own writes a line to the log for each of a thousand. */
final class Extensions extends DefaultClientKexExtensionHandler {
  private static final String VERSION = "0";

  @Override
  public boolean handleKexExtensionRequest(
      Session session, int index, int count, String name, byte[] data) throws IOException {
    if (!name.equals(HostBoundPubkeyAuthentication.NAME)) {
      return super.handleKexExtensionRequest(session, index, count, name, data);
    }
    if (new String(data, StandardCharsets.US_ASCII).equals(VERSION)) {
      session.setAttribute(HOSTBOUND_AUTHENTICATION, Integer.valueOf(VERSION));
    }
    return true;
  }
}
