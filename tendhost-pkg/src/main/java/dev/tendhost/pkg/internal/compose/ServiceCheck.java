package dev.tendhost.pkg.internal.compose;

import dev.tendhost.api.response.UncheckedPackage;
import dev.tendhost.api.response.UncheckedPackage.Reason;
import dev.tendhost.pkg.internal.compose.LocalTags.Image;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One service and all that decides whether it is up to date.
 *
 * @param project the stack
 * @param service the service
 * @param containers those that run, or those of a one-shot service that is done; at least one
 * @param model what the stack's files say of it; null if they were not read
 * @param ref how it calls its image; null if there is no such name
 */
record ServiceCheck(
    String project,
    String service,
    List<Container> containers,
    StackModel.@Nullable Service model,
    @Nullable ImageRef ref) {

  String name() {
    return project + "/" + service;
  }

  /** Why nobody needs to be asked for it; empty if the registry has to be. */
  Optional<UncheckedPackage> beforehand(Snapshot snapshot, Optional<Image> tag) {
    if (model != null && model.built()) {
      return unchecked(Reason.BUILT_ON_HOST, "it is built on the host; build it again there");
    }
    if (ref == null) {
      return unchecked(
          Reason.NO_ORIGIN, "its image has no name that a registry could be asked for");
    }
    if (ref.pinned()) {
      return unchecked(Reason.PINNED, "its file binds it to " + ref.text());
    }
    boolean traced = containers.stream().anyMatch(c -> !snapshot.digests(c.image()).isEmpty());
    return traced || recreatedBy(tag)
        ? Optional.empty()
        : unchecked(
            Reason.NO_ORIGIN,
            "the image that runs bears no digest of a registry: it was built or loaded here, or"
                + " its name was taken by another");
  }

  Optional<UncheckedPackage> unchecked(Reason reason, String detail) {
    return Optional.of(new UncheckedPackage(name(), reason, detail));
  }

  private boolean recreatedBy(Optional<Image> tag) {
    return tag.isPresent() && containers.stream().anyMatch(c -> !c.image().equals(tag.get().id()));
  }

  /**
   * What an update would do.
   *
   * @param snapshot the images that run
   * @param tag what the name stands for on the host
   * @param digest what the name stands for in the registry; null if it is not known
   * @return empty if it runs what it should, as far as that is known
   */
  Optional<Update> update(Snapshot snapshot, Optional<Image> tag, @Nullable String digest) {
    ImageRef image = Objects.requireNonNull(ref);
    if (digest != null) {
      return containers.stream()
          .filter(each -> !snapshot.digests(each.image()).contains(digest))
          .min(Comparator.comparing(Container::image))
          .map(old -> update(snapshot, old, image, digest, image.at(digest)));
    }
    // Fetched earlier and never put to work.
    return tag.flatMap(
        local ->
            containers.stream()
                .filter(each -> !each.image().equals(local.id()))
                .min(Comparator.comparing(Container::image))
                .map(
                    old ->
                        local.digests().stream()
                            .findFirst()
                            .map(each -> update(snapshot, old, image, each, local.id()))
                            .orElse(update(snapshot, old, image, local.id(), local.id()))));
  }

  private Update update(
      Snapshot snapshot, Container old, ImageRef image, String to, String source) {
    Set<String> digests = snapshot.digests(old.image());
    String from = digests.stream().findFirst().orElse(old.image());
    String platform = model == null ? null : model.platform();
    return new Update(project, service, image.text(), from, to, old.image(), source, platform);
  }
}
