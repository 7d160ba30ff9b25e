package dev.tendhost.core.actor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries one sealed type over the bus: the same immutable object within the JVM, JSON between
 * JVMs.
 */
final class WireCodec<T> implements MessageCodec<T, T> {
  static final WireCodec<HostCommand> HOST_COMMAND = new WireCodec<>(HostCommand.class);
  static final WireCodec<OrchestratorCommand> ORCHESTRATOR_COMMAND =
      new WireCodec<>(OrchestratorCommand.class);
  static final WireCodec<Reply> REPLY = new WireCodec<>(Reply.class);
  static final WireCodec<HostNotice> NOTICE = new WireCodec<>(HostNotice.class);

  private static final String REGISTERED = "tendhost.codecs";
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .setAnnotationIntrospector(new SealedTypes());

  private final Class<T> type;

  private WireCodec(Class<T> type) {
    this.type = type;
  }

  /** Registers all codecs, once for each Vert.x however many fleets share it. */
  static void register(Vertx vertx) {
    if (vertx.sharedData().getLocalMap(REGISTERED).putIfAbsent(REGISTERED, true) == null) {
      List.of(HOST_COMMAND, ORCHESTRATOR_COMMAND, REPLY, NOTICE)
          .forEach(vertx.eventBus()::registerCodec);
    }
  }

  /** Options that send by this codec. */
  DeliveryOptions options() {
    return new DeliveryOptions().setCodecName(name());
  }

  @Override
  public void encodeToWire(Buffer buffer, T message) {
    byte[] json;
    try {
      json = MAPPER.writerFor(type).writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write " + message, e);
    }
    buffer.appendInt(json.length).appendBytes(json);
  }

  @Override
  public T decodeFromWire(int position, Buffer buffer) {
    int start = position + Integer.BYTES;
    byte[] json = buffer.getBytes(start, start + buffer.getInt(position));
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read a " + type.getSimpleName(), e);
    }
  }

  @Override
  public T transform(T message) {
    return message;
  }

  @Override
  public String name() {
    return "tendhost." + type.getSimpleName();
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }

  /** Names the permitted records of a sealed type by their simple names. */
  private static final class SealedTypes extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
      List<NamedType> declared = super.findSubtypes(annotated);
      if (declared != null || !annotated.getRawType().isSealed()) {
        return declared;
      }
      List<NamedType> found = new ArrayList<>();
      collect(annotated.getRawType(), found);
      return found;
    }

    private static void collect(Class<?> sealed, List<NamedType> found) {
      for (Class<?> permitted : sealed.getPermittedSubclasses()) {
        if (permitted.isSealed()) {
          collect(permitted, found);
        } else {
          found.add(new NamedType(permitted, permitted.getSimpleName()));
        }
      }
    }
  }
}
