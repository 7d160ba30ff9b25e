package dev.tendhost.exec.internal.ssh;

import dev.tendhost.exec.internal.SshThreads;
import dev.tendhost.exec.internal.identity.LoginMethods;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.config.keys.ClientIdentityLoader;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.session.ClientConnectionServiceFactory;
import org.apache.sshd.client.session.SessionFactory;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.forward.DefaultForwarderFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.random.SingletonRandomFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;

/**
 * MINA's client, set up from nothing: it knows no key, no agent, no file and no host, trusts
 * nobody, and does nothing a server asks for. Each session brings its own keys and judges.
 */
final class MinaClient extends SshClient {
  /** What a session may wait unread; more is read at once when it comes in bulk. */
  private static final int READ_BUFFER_BYTES = 8 << 10;

  private static final int BANNER_BYTES = 16 << 10;

  MinaClient(SshThreads threads) {
    setKeyExchangeFactories(Algorithms.keyExchanges());
    setCipherFactories(Algorithms.ciphers());
    setMacFactories(Algorithms.macs());
    setSignatureFactories(Algorithms.signatures());
    setCompressionFactories(List.of(BuiltinCompressions.none));
    setKexExtensionHandler(new Extensions());
    setRandomFactory(new SingletonRandomFactory(SecurityUtils.getRandomFactory()));
    setUnknownChannelReferenceHandler(ClientBuilder.DEFAULT_UNKNOWN_CHANNEL_REFERENCE_HANDLER);
    setServiceFactories(List.of(UserAuth.FACTORY, ClientConnectionServiceFactory.INSTANCE));
    setChannelFactories(List.of());
    setGlobalRequestHandlers(List.of(MinaClient::refuse));
    setForwarderFactory(DefaultForwarderFactory.INSTANCE);
    setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    setServerKeyVerifier((session, address, key) -> false);
    setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    LoginMethods.install(this);
    setClientIdentityLoader(ClientIdentityLoader.DEFAULT);
    setFilePasswordProvider(FilePasswordProvider.EMPTY);
    setScheduledExecutorService(threads.timers(), false);
    setIoServiceFactoryFactory(new Transport.Factory(threads));
    CoreModuleProperties.IDLE_TIMEOUT.set(this, Duration.ZERO);
    CoreModuleProperties.AUTH_TIMEOUT.set(this, Duration.ZERO);
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(this, Duration.ZERO);
    CoreModuleProperties.SOCKET_KEEPALIVE.set(this, true);
    CoreModuleProperties.TCP_NODELAY.set(this, true);
    CoreModuleProperties.NIO2_READ_BUFFER_SIZE.set(this, READ_BUFFER_BYTES);
    CoreModuleProperties.MAX_IDENTIFICATION_SIZE.set(this, BANNER_BYTES);
    CoreModuleProperties.CLIENT_IDENTIFICATION.set(this, "tendhost");
  }

  /** Connects; the handshake hears of the rest. */
  ConnectFuture open(String user, SocketAddress address, Handshake handshake) throws IOException {
    return doConnect(
        user,
        address,
        AttributeRepository.ofKeyValuePair(Handshake.KEY, handshake),
        null,
        KeyIdentityProvider.EMPTY_KEYS_PROVIDER,
        new HostConfigEntry());
  }

  /** Whatever a server asks for or tells, such as all its host keys; without a word in the log. */
  private static RequestHandler.Result refuse(
      ConnectionService service, String request, boolean wantReply, Buffer buffer) {
    return RequestHandler.Result.ReplyFailure;
  }

  /** Of a connection that was gone before it was ready, which the error of its opening tells. */
  @Override
  protected void warn(
      String message,
      Object user,
      Object address,
      Object kind,
      Object session,
      Object why,
      Throwable thrown) {
    debug(message, user, address, kind, session, why, thrown);
  }

  @Override
  protected SessionFactory createSessionFactory() {
    return new HostSession.Factory(this);
  }
}
