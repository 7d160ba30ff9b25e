package dev.tendhost.it.hosts;

/**
 * A tiny image of a container that serves one page; immutable.
 *
 * @param name what it is called in the registry, such as {@code shop/web}
 * @param version what its page says, after the name
 * @param format how its manifest is written
 * @param fault what is wrong with it
 */
public record Image(String name, String version, Format format, Fault fault) {
  /** How a manifest is written; its digest, which a host remembers, is that of the outermost. */
  public enum Format {
    /** One manifest, as docker writes it. */
    SINGLE,
    /** A list with one manifest, as docker writes it for several platforms. */
    LIST,
    /** An index with one manifest, as the OCI has it. */
    OCI
  }

  /** What may be wrong with an image. */
  public enum Fault {
    /** It serves its page on the port $PORT of $ADDRESS, and {@code /bin/healthy} says so. */
    NONE,
    /** It exits with 1 at once. */
    CRASHES,
    /** It serves its page, but {@code /bin/healthy} does not think so. */
    SICK
  }

  /** A sound image with a single manifest. */
  public static Image of(String name, String version) {
    return new Image(name, version, Format.SINGLE, Fault.NONE);
  }

  /** The same in another format. */
  public Image as(Format other) {
    return new Image(name, version, other, fault);
  }

  /** The same with something wrong. */
  public Image with(Fault other) {
    return new Image(name, version, format, other);
  }
}
