package dev.tendhost.pkg.internal.compose;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a service calls its image.
 *
 * @param text as it is written
 * @param repository without tag and digest
 * @param pinned whether it names a digest
 */
record ImageRef(String text, String repository, boolean pinned) {
  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9\\[][a-zA-Z0-9._:/@\\[\\]-]*");

  /** Empty if it can be no reference. */
  static Optional<ImageRef> parse(String text) {
    if (!FORM.matcher(text).matches() || Digests.is(text)) {
      return Optional.empty();
    }
    int at = text.indexOf('@');
    String tagged = at < 0 ? text : text.substring(0, at);
    int colon = tagged.lastIndexOf(':');
    boolean hasTag = colon > tagged.lastIndexOf('/');
    return Optional.of(new ImageRef(text, hasTag ? tagged.substring(0, colon) : tagged, at >= 0));
  }

  /** The same image by its content. */
  String at(String digest) {
    return repository + "@" + digest;
  }

  /** Who is asked for it; Docker's own registry if none is named. */
  String registry() {
    int slash = repository.indexOf('/');
    String first = slash < 0 ? "" : repository.substring(0, slash);
    boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
    return host ? first : "docker.io";
  }
}
