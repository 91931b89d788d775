// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.internal;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.keywright.crypto.KeyException;
import org.keywright.engine.JobException;
import org.keywright.engine.spi.ItemResult;
import org.keywright.engine.spi.JobItem;
import org.keywright.engine.spi.JobWork;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.vault.ItemState;
import org.keywright.vault.VaultException;

/** The one place where what an item's work throws becomes what is recorded of the item. */
final class Outcomes {
  private static final System.Logger LOG = System.getLogger(Outcomes.class.getName());

  private Outcomes() {}

  /**
   * What is to be done with an item.
   *
   * @param result what is to be recorded; empty if nothing happened, or nothing can be recorded
   * @param failure why the whole job cannot go on, if it cannot
   */
  record Outcome(Optional<ItemResult> result, Optional<Throwable> failure) {}

  /** Carries out an item and never throws for what went wrong in it. */
  static Outcome of(JobWork work, JobItem item, ItemRun run, BooleanSupplier stopped) {
    try {
      return recorded(work.carryOut(item, run));
    } catch (InterruptedException e) {
      return cancelled(run);
    } catch (LinkException e) {
      return stopped.getAsBoolean() && !run.open()
          ? cancelled(run)
          : broken(run, ItemState.UNREACHED, message(e));
    } catch (ModuleException | KeyException e) {
      return broken(run, ItemState.REFUSED, message(e));
    } catch (VaultException | JobException e) {
      return new Outcome(left(run), Optional.of(e));
    } catch (RuntimeException e) {
      if (stopped.getAsBoolean() && !run.open()) {
        // What it worked with was taken away: its keys are wiped when its leave is withdrawn.
        return cancelled(run);
      }
      LOG.log(System.Logger.Level.ERROR, "an item of job " + run.job() + " failed", e);
      return broken(run, ItemState.REFUSED, "internal error: " + e);
    }
  }

  private static Outcome recorded(ItemResult result) {
    return new Outcome(Optional.of(result), Optional.empty());
  }

  /** While it is open whether the module has changed, no failure is more than unknown. */
  private static Outcome broken(ItemRun run, ItemState before, String reason) {
    var last = run.last();
    return recorded(
        new ItemResult(
            run.open() ? ItemState.UNKNOWN : before,
            last.map(ItemResult::subject).orElse(""),
            reason,
            last.map(ItemResult::facts).orElse(Map.of()),
            last.flatMap(ItemResult::pending)));
  }

  private static Outcome cancelled(ItemRun run) {
    return new Outcome(left(run), Optional.empty());
  }

  /** What an item is left as when the run ends under it; nothing, if this run did nothing to it. */
  private static Optional<ItemResult> left(ItemRun run) {
    return run.saved()
        ? broken(run, ItemState.UNREACHED, "the run ended before the item did").result()
        : Optional.empty();
  }

  private static String message(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
