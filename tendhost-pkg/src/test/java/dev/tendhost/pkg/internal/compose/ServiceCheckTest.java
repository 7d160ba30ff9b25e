package dev.tendhost.pkg.internal.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.response.UncheckedPackage;
import dev.tendhost.api.response.UncheckedPackage.Reason;
import dev.tendhost.pkg.internal.compose.LocalTags.Image;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes a service up to date, upgradable or neither. */
class ServiceCheckTest {
  private static final String OLD = digest('a');
  private static final String NEW = digest('b');
  private static final String OTHER = digest('c');
  private static final String OLD_ID = digest('1');
  private static final String NEW_ID = digest('2');
  private static final Optional<Image> OLD_TAG = Optional.of(new Image(OLD_ID, Set.of(OLD)));
  private static final Optional<Image> NEW_TAG = Optional.of(new Image(NEW_ID, Set.of(NEW)));

  @Test
  void itRunsWhatTheRegistryHas() {
    assertThat(check("r/web:1").update(running(OLD), OLD_TAG, OLD)).isEmpty();
  }

  @Test
  void theRegistryHasANewerOne() {
    assertThat(check("r/web:1").update(running(OLD), OLD_TAG, NEW))
        .contains(new Update("shop", "web", "r/web:1", OLD, NEW, OLD_ID, "r/web@" + NEW, null));
  }

  @Test
  void anyDigestOfTheImageThatRunsWillDo() {
    Snapshot several = running(OTHER, OLD, NEW);
    assertThat(check("r/web:1").update(several, OLD_TAG, NEW)).isEmpty();
  }

  @Test
  void fetchedAndNotPutToWork() {
    Update update = check("r/web:1").update(running(OLD), NEW_TAG, NEW).orElseThrow();
    assertThat(update.to()).isEqualTo(NEW);
    Update offline = check("r/web:1").update(running(OLD), NEW_TAG, null).orElseThrow();
    assertThat(offline.to()).isEqualTo(NEW);
    assertThat(offline.source()).isEqualTo(NEW_ID);
    Optional<Image> withoutDigest = Optional.of(new Image(NEW_ID, Set.of()));
    assertThat(check("r/web:1").update(running(OLD), withoutDigest, null).orElseThrow().to())
        .isEqualTo(NEW_ID);
  }

  @Test
  void whatRunsIsComparedNotWhatTheNameStandsFor() {
    assertThat(check("r/web:1").update(running(OLD), NEW_TAG, NEW)).isPresent();
    assertThat(check("r/web:1").update(running(OLD), Optional.empty(), NEW)).isPresent();
    assertThat(check("r/web:1").update(running(OLD), Optional.empty(), null)).isEmpty();
  }

  @Test
  void oneOldContainerOfSeveralIsEnough() {
    Snapshot both = new Snapshot(List.of(), Map.of(OLD_ID, Set.of(OLD), NEW_ID, Set.of(NEW)));
    ServiceCheck scaled =
        new ServiceCheck(
            "shop",
            "web",
            List.of(container(NEW_ID), container(OLD_ID)),
            null,
            ImageRef.parse("r/web:1").orElseThrow());
    assertThat(scaled.update(both, NEW_TAG, NEW).orElseThrow().old()).isEqualTo(OLD_ID);
  }

  @Test
  void anImageWithoutDigestsHasNoOrigin() {
    assertThat(reason(check("localapp:1").beforehand(running(), OLD_TAG)))
        .isEqualTo(Reason.NO_ORIGIN);
    // Its name was taken by a newer one: that is known even so.
    assertThat(check("r/web:1").beforehand(running(), NEW_TAG)).isEmpty();
  }

  @Test
  void pinnedAndBuiltAreToldApart() {
    assertThat(reason(check("r/web@" + OLD).beforehand(running(OLD), OLD_TAG)))
        .isEqualTo(Reason.PINNED);
    assertThat(reason(check("r/web:1@" + OLD).beforehand(running(OLD), OLD_TAG)))
        .isEqualTo(Reason.PINNED);
    StackModel.Service built = new StackModel.Service("r/web:1", true, null, Set.of());
    ServiceCheck check =
        new ServiceCheck(
            "shop",
            "web",
            List.of(container(OLD_ID)),
            built,
            ImageRef.parse("r/web:1").orElseThrow());
    assertThat(reason(check.beforehand(running(OLD), OLD_TAG))).isEqualTo(Reason.BUILT_ON_HOST);
    ServiceCheck nameless = new ServiceCheck("shop", "web", List.of(container(OLD_ID)), null, null);
    assertThat(reason(nameless.beforehand(running(OLD), Optional.empty())))
        .isEqualTo(Reason.NO_ORIGIN);
    assertThat(check("r/web:1").beforehand(running(OLD), OLD_TAG)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "web, web, docker.io, false",
    "web:1.2, web, docker.io, false",
    "library/web, library/web, docker.io, false",
    "127.0.0.1:5000/tend-web:latest, 127.0.0.1:5000/tend-web, 127.0.0.1:5000, false",
    "127.0.0.1:5000/tend-web, 127.0.0.1:5000/tend-web, 127.0.0.1:5000, false",
    "localhost/a/b:1, localhost/a/b, localhost, false",
    "r.example/a@sha256:x, r.example/a, r.example, true",
    "r.example/a:1@sha256:x, r.example/a, r.example, true",
  })
  void namesOfImages(String text, String repository, String registry, boolean pinned) {
    ImageRef ref = ImageRef.parse(text).orElseThrow();
    assertThat(ref.repository()).isEqualTo(repository);
    assertThat(ref.registry()).isEqualTo(registry);
    assertThat(ref.pinned()).isEqualTo(pinned);
    assertThat(ref.at(NEW)).isEqualTo(repository + "@" + NEW);
  }

  @ParameterizedTest
  @CsvSource({"''", "-v", "a b", "a$b", "'a\"b'", "a'b"})
  void whatIsNoNameOfAnImage(String text) {
    assertThat(ImageRef.parse(text)).isEmpty();
    assertThat(ImageRef.parse(OLD)).isEmpty();
  }

  private static Reason reason(Optional<UncheckedPackage> unchecked) {
    return unchecked.orElseThrow().reason();
  }

  private static ServiceCheck check(String ref) {
    return new ServiceCheck(
        "shop", "web", List.of(container(OLD_ID)), null, ImageRef.parse(ref).orElseThrow());
  }

  private static Snapshot running(String... digests) {
    return new Snapshot(List.of(), Map.of(OLD_ID, new java.util.LinkedHashSet<>(List.of(digests))));
  }

  private static Container container(String image) {
    return new Container(
        "shop", "web", image, "r/web:1", "running", 0, "", "/srv", List.of("/srv/c.yaml"), null);
  }

  private static String digest(char digit) {
    return "sha256:" + String.valueOf(digit).repeat(64);
  }
}
