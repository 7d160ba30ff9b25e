package dev.tendhost.core.port;

import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.HeldBackPackage;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpgradablePackage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a plan: SHA-256 over the manager's id, the options and every (action, name, arch,
 * from, to). The order of the changes does not matter, nor does {@link
 * UpgradeOptions#expectedPlanDigest}.
 */
public final class PlanDigest {
  private static final Comparator<String> NULL_FIRST =
      Comparator.nullsFirst(Comparator.naturalOrder());
  private static final Comparator<PackageChange> ORDER =
      Comparator.comparing(PackageChange::name)
          .thenComparing(PackageChange::arch, NULL_FIRST)
          .thenComparing(PackageChange::action)
          .thenComparing(PackageChange::from, NULL_FIRST)
          .thenComparing(PackageChange::to, NULL_FIRST);

  private PlanDigest() {}

  /**
   * The digest of a plan.
   *
   * @param manager the manager's id
   * @param options what was asked
   * @param changes what would be done
   * @return 64 hexadecimal digits
   */
  public static String of(String manager, UpgradeOptions options, List<PackageChange> changes) {
    MessageDigest sha = sha256();
    add(sha, manager);
    add(sha, options.mode().name());
    add(sha, Boolean.toString(options.downloadOnly()));
    add(sha, Boolean.toString(options.repairInterrupted()));
    add(sha, Integer.toString(options.excluded().size()));
    options.excluded().forEach(name -> add(sha, name));
    changes.stream().sorted(ORDER).forEach(change -> add(sha, change));
    return HexFormat.of().formatHex(sha.digest());
  }

  /**
   * A plan with its digest.
   *
   * @param manager the manager's id
   * @param options what was asked
   * @param changes what would be done
   * @param newer everything that is newer; what is held back of it is in the plan too
   * @return the plan
   */
  public static UpdatePlan plan(
      String manager,
      UpgradeOptions options,
      List<PackageChange> changes,
      List<UpgradablePackage> newer) {
    List<HeldBackPackage> heldBack = new ArrayList<>();
    for (UpgradablePackage upgradable : newer) {
      HeldBackReason reason = upgradable.heldBack();
      if (reason != null) {
        heldBack.add(new HeldBackPackage(upgradable.name(), upgradable.arch(), reason));
      }
    }
    String digest = of(manager, options, changes);
    return new UpdatePlan(manager, options, changes, heldBack, digest);
  }

  private static void add(MessageDigest sha, PackageChange change) {
    add(sha, change.action().name());
    add(sha, change.name());
    add(sha, change.arch());
    add(sha, change.from());
    add(sha, change.to());
  }

  /** Length before text, so that no two lists of texts are hashed alike; null is length -1. */
  private static void add(MessageDigest sha, @Nullable String text) {
    byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    int length = text == null ? -1 : bytes.length;
    sha.update((length + ":").getBytes(StandardCharsets.US_ASCII));
    sha.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
