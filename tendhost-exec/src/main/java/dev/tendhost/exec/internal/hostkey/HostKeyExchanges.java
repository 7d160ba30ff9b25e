package dev.tendhost.exec.internal.hostkey;

import java.util.List;
import org.apache.sshd.client.kex.DHGClient;
import org.apache.sshd.client.kex.DHGEXClient;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.kex.DHFactory;
import org.apache.sshd.common.kex.KeyExchange;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.session.Session;

/** Key exchanges that leave it to {@link KnownKeys} which certificates count. */
public final class HostKeyExchanges {
  private HostKeyExchanges() {}

  /** The key exchanges of those that this JVM can do, in that order. */
  public static List<KeyExchangeFactory> of(List<? extends DHFactory> groups) {
    return groups.stream().filter(DHFactory::isSupported).map(HostKeyExchanges::of).toList();
  }

  private static KeyExchangeFactory of(DHFactory group) {
    return group.isGroupExchange() ? DHGEXClient.newFactory(group) : new Factory(group);
  }

  private record Factory(DHFactory group) implements KeyExchangeFactory {
    @Override
    public String getName() {
      return group.getName();
    }

    @Override
    public KeyExchange createKeyExchange(Session session) {
      return new Exchange(group, session);
    }
  }

  /**
   * MINA wants a certificate to be for the address that was connected to, which through a jump host
   * or under an alias is not the machine's name; and gives up where ssh(1) goes on with the plain
   * key.
   */
  private static final class Exchange extends DHGClient {
    Exchange(DHFactory group, Session session) {
      super(group, session);
    }

    @Override
    protected void verifyCertificate(Session session, OpenSshCertificate certificate) {
      // KnownKeys judges it, before anything is sent that matters.
    }
  }
}
