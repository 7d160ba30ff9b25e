package dev.tendhost.api.response;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tendhost.api.WireType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last inventory in numbers, small enough for a list of 100,000 hosts. All counts zero means
 * "up to date" only before {@code staleAfter}.
 *
 * @param installable packages an update would change
 * @param security how many of those contain a security fix
 * @param heldBack packages that stay although a newer version is known
 * @param problems what a person has to look at first
 * @param queriedAt when the managers were asked, by the controller's clock
 * @param staleAfter when the metadata is too old to conclude anything from it; null if its age was
 *     never known, which is stale already
 * @param unchecked packages of which it cannot be told whether they are up to date
 */
@WireType
public record PendingSummary(
    int installable,
    int security,
    int heldBack,
    int problems,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Instant queriedAt,
    @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant staleAfter,
    int unchecked) {

  /**
   * A summary of an inventory in which every package was checked.
   *
   * @param installable packages an update would change
   * @param security how many of those contain a security fix
   * @param heldBack packages that stay although a newer version is known
   * @param problems what a person has to look at first
   * @param queriedAt when the managers were asked, by the controller's clock
   * @param staleAfter when the metadata is too old to conclude anything from it; null if its age
   *     was never known
   */
  public PendingSummary(
      int installable,
      int security,
      int heldBack,
      int problems,
      Instant queriedAt,
      @Nullable Instant staleAfter) {
    this(installable, security, heldBack, problems, queriedAt, staleAfter, 0);
  }

  /**
   * Whether nothing may be concluded from these numbers any more.
   *
   * @param now the time, by the controller's clock
   * @return true if the metadata is too old or of unknown age
   */
  public boolean staleAt(Instant now) {
    return staleAfter == null || now.isAfter(staleAfter);
  }
}
