package dev.tendhost.api.response;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tendhost.api.WireType;
import dev.tendhost.api.internal.Absent;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one package manager knows to be newer. Empty packages with fresh metadata, no problems and
 * nothing unchecked are the only "up to date" there is.
 *
 * @param manager the manager's id
 * @param packages every package with a newer version, held back or not
 * @param metadataAge how old the oldest metadata was, by the host's own clock; null if not known,
 *     which is never fresh
 * @param problems what a person has to look at before an update, such as packages that an earlier
 *     transaction left half configured; a sentence each
 * @param unchecked installed packages of which it cannot be told whether they are up to date
 */
@WireType
public record PackageInventory(
    String manager,
    List<UpgradablePackage> packages,
    @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Duration metadataAge,
    List<String> problems,
    List<UncheckedPackage> unchecked) {

  /** Copies the lists. */
  public PackageInventory {
    packages = Absent.list(packages);
    problems = Absent.list(problems);
    unchecked = Absent.list(unchecked);
  }

  /**
   * An inventory in which every package was checked.
   *
   * @param manager the manager's id
   * @param packages every package with a newer version
   * @param metadataAge how old the oldest metadata was; null if not known
   * @param problems what a person has to look at before an update
   */
  public PackageInventory(
      String manager,
      List<UpgradablePackage> packages,
      @Nullable Duration metadataAge,
      List<String> problems) {
    this(manager, packages, metadataAge, problems, List.of());
  }
}
