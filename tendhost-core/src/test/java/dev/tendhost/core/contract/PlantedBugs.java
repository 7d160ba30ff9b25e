package dev.tendhost.core.contract;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import java.util.List;

/** Toys with a bug each. */
final class PlantedBugs {
  private PlantedBugs() {}

  /** A parser that makes an empty list of what it does not understand. */
  @Breaks(rule = 1)
  static class SwallowsGarbage extends ToyContract {
    @Override
    PackageManager toy(ManagedHost host, RemoteExecutor executor) {
      return new Toy(host, executor) {
        @Override
        public Future<PackageInventory> listUpgradable() {
          return super.listUpgradable()
              .recover(
                  thrown ->
                      TendhostException.errorOf(thrown, null).kind()
                              == FailureKind.UNPARSABLE_OUTPUT
                          ? Future.succeededFuture(inventory(List.of()))
                          : Future.failedFuture(thrown));
        }
      };
    }
  }

  /** A list that needs root. */
  @Breaks(rule = 2)
  static class ReadsAsRoot extends ToyContract {
    @Override
    PackageManager toy(ManagedHost host, RemoteExecutor executor) {
      return new Toy(host, executor) {
        @Override
        public Future<PackageInventory> listUpgradable() {
          return host()
              .run(Command.shell("toy newer").withAsRoot(true))
              .compose(done -> super.listUpgradable());
        }
      };
    }
  }

  /** A list that fetches first. */
  @Breaks(rule = 3)
  static class FetchesToList extends ToyContract {
    @Override
    PackageManager toy(ManagedHost host, RemoteExecutor executor) {
      return new Toy(host, executor) {
        @Override
        public Future<PackageInventory> listUpgradable() {
          return host().run(Command.shell("toy fetch")).compose(done -> super.listUpgradable());
        }
      };
    }
  }

  /** A lock that is not retryable. */
  @Breaks(rule = 4)
  static class TakesALockForGood extends ToyContract {
    @Override
    PackageManager toy(ManagedHost host, RemoteExecutor executor) {
      return new Toy(host, executor) {
        @Override
        public Future<Void> refresh() {
          return as(FailureKind.PACKAGES_LOCKED, super.refresh());
        }
      };
    }
  }

  /** A missing tool that is an error like others. */
  @Breaks(rule = 5)
  static class TakesAMissingToolForAnError extends ToyContract {
    @Override
    PackageManager toy(ManagedHost host, RemoteExecutor executor) {
      return new Toy(host, executor) {
        @Override
        public Future<Void> refresh() {
          return as(FailureKind.PACKAGE_MANAGER_MISSING, super.refresh());
        }
      };
    }
  }

  /** A digest that does not tell what the plan is. */
  @Breaks(rule = 6)
  static class HasADigestOfItsOwn extends ToyContract {
    @Override
    PackageManager toy(ManagedHost host, RemoteExecutor executor) {
      return new Toy(host, executor) {
        @Override
        public Future<UpdatePlan> upgradeDryRun(UpgradeOptions options) {
          return super.upgradeDryRun(options)
              .map(
                  plan ->
                      new UpdatePlan(ID, options, plan.changes(), plan.heldBack(), "1".repeat(64)));
        }
      };
    }
  }

  /** An upgrade that does not mind what was approved. */
  @Breaks(rule = 7)
  static class DoesNotLookAtThePlan extends ToyContract {
    @Override
    PackageManager toy(ManagedHost host, RemoteExecutor executor) {
      return new Toy(host, executor) {
        @Override
        public Future<UpdateResult> upgradeAll(UpgradeOptions options, UpgradeListener listener) {
          return super.upgradeAll(options.withExpectedPlanDigest(null), listener);
        }
      };
    }
  }

  /** An upgrade that tells of its job and starts it at once. */
  @Breaks(rule = 8)
  static class DoesNotWaitForTheStore extends ToyContract {
    @Override
    PackageManager toy(ManagedHost host, RemoteExecutor executor) {
      return new Toy(host, executor) {
        @Override
        public Future<UpdateResult> upgradeAll(UpgradeOptions options, UpgradeListener listener) {
          return super.upgradeAll(
              options,
              new Forwarding(listener) {
                @Override
                public Future<Void> jobStarting(JobRef job) {
                  super.jobStarting(job);
                  return Future.succeededFuture();
                }
              });
        }
      };
    }
  }

  /** A result that does not look at what is installed. */
  @Breaks(rule = 9)
  static class TrustsTheExitCode extends ToyContract {
    @Override
    PackageManager toy(ManagedHost host, RemoteExecutor executor) {
      return new Toy(host, executor) {
        @Override
        public Future<UpdateResult> upgradeAll(UpgradeOptions options, UpgradeListener listener) {
          return super.upgradeAll(options, listener)
              .map(
                  result ->
                      new UpdateResult(
                          ID, UpdateResult.Outcome.UPDATED, result.changes(), List.of(), null));
        }
      };
    }
  }

  /** A verdict without evidence. */
  @Breaks(rule = 10)
  static class GuessesTheVerdict extends ToyContract {
    @Override
    PackageManager toy(ManagedHost host, RemoteExecutor executor) {
      return new Toy(host, executor) {
        @Override
        public Future<RebootVerdict> rebootRequired() {
          return super.rebootRequired()
              .map(verdict -> new RebootVerdict(Verdict.NOT_REQUIRED, verdict.reasons()));
        }
      };
    }
  }

  /** An upgrade that does not do as it is told. */
  @Breaks(rule = 11)
  static class IgnoresOptions extends ToyContract {
    @Override
    PackageManager toy(ManagedHost host, RemoteExecutor executor) {
      return new Toy(host, executor) {
        @Override
        public Future<UpdateResult> upgradeAll(UpgradeOptions options, UpgradeListener listener) {
          return super.upgradeAll(
              UpgradeOptions.defaults().withExpectedPlanDigest(options.expectedPlanDigest()),
              listener);
        }
      };
    }
  }

  /** An error that does not tell where it happened. */
  @Breaks(rule = 12)
  static class NamesNoHost extends ToyContract {
    @Override
    PackageManager toy(ManagedHost host, RemoteExecutor executor) {
      return new Toy(host, executor) {
        @Override
        public Future<PackageInventory> listUpgradable() {
          return super.listUpgradable()
              .recover(
                  thrown ->
                      Future.failedFuture(
                          new TendhostException(
                              FleetError.of(
                                  TendhostException.errorOf(thrown, null).kind(),
                                  null,
                                  "it failed"))));
        }
      };
    }
  }

  /** A list that ends what does not belong to it. */
  @Breaks(rule = 13)
  static class ClosesTheExecutor extends ToyContract {
    @Override
    PackageManager toy(ManagedHost host, RemoteExecutor executor) {
      return new Toy(host, executor) {
        @Override
        public Future<PackageInventory> listUpgradable() {
          return super.listUpgradable().onSuccess(done -> executor.close());
        }
      };
    }
  }

  /** Progress that goes back. */
  @Breaks(rule = 14)
  static class TellsTheEndFirst extends ToyContract {
    @Override
    PackageManager toy(ManagedHost host, RemoteExecutor executor) {
      return new Toy(host, executor) {
        @Override
        public Future<UpdateResult> upgradeAll(UpgradeOptions options, UpgradeListener listener) {
          listener.progress(null, 100);
          return super.upgradeAll(options, listener);
        }
      };
    }
  }

  /** A job that is taken up again by doing it again. */
  @Breaks(rule = 15)
  static class StartsAnewInsteadOfResuming extends ToyContract {
    @Override
    PackageManager toy(ManagedHost host, RemoteExecutor executor) {
      return new Toy(host, executor) {
        @Override
        public Future<UpdateResult> resume(
            JobRef job, UpgradeOptions options, UpgradeListener listener) {
          return super.upgradeAll(options, listener);
        }
      };
    }
  }

  private static <T> Future<T> as(FailureKind kind, Future<T> future) {
    return future.recover(
        thrown -> {
          FleetError error = TendhostException.errorOf(thrown, null);
          FailureKind told = error.kind() == kind ? FailureKind.COMMAND_FAILED : error.kind();
          return Future.failedFuture(
              new TendhostException(
                  new FleetError(
                      told, error.host(), error.message(), error.command(), error.details())));
        });
  }
}
