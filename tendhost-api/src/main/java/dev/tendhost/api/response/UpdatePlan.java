package dev.tendhost.api.response;

import dev.tendhost.api.WireType;
import dev.tendhost.api.internal.Absent;
import dev.tendhost.api.request.UpgradeOptions;
import java.util.List;

/**
 * What an update of one package manager with these options would do.
 *
 * @param manager the manager's id
 * @param options what was asked
 * @param changes every change, in the manager's order
 * @param heldBack every package that stays although a newer version is known
 * @param digest identifies manager, options and changes: equal digests, equal plans
 */
@WireType
public record UpdatePlan(
    String manager,
    UpgradeOptions options,
    List<PackageChange> changes,
    List<HeldBackPackage> heldBack,
    String digest) {

  /** Copies the lists. */
  public UpdatePlan {
    changes = Absent.list(changes);
    heldBack = Absent.list(heldBack);
  }
}
