// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.KeyException;
import org.keywright.engine.JobException;
import org.keywright.engine.spi.ItemContext;
import org.keywright.engine.spi.ItemResult;
import org.keywright.engine.spi.JobItem;
import org.keywright.protocol.download.LoadReceipt;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.MalformedResponseException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.StatusException;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.VaultException;

/**
 * One load: PREPARE, EXPORTKEY, IMPORTKEY, CONFIRM, and before them whatever settles an earlier
 * load that broke off.
 *
 * <p>PREPARE always goes out first, together with SELECT: its fresh challenge makes worthless
 * whatever may be on its way from a broken link, so that what GET LOAD STATUS answers after it
 * stands. Holds nothing of a load. Safe for use by many threads, but not for one module at a time.
 */
public final class LoadProcedure {
  private static final int TRIES = 2;

  /** The challenge was lost, by a power cut or another link's PREPARE; nothing has changed. */
  private static final int STALE = 0x6984;

  private final LoadTarget target;
  private final FirstUnit firstUnit;

  /** Where the procedure gets links to the module from; it closes each. */
  @FunctionalInterface
  public interface LinkSource {
    /** Opens a link to the module. */
    Link open() throws LinkException;
  }

  /** Makes the procedure for the loads of one job; the first unit stays the caller's. */
  public LoadProcedure(LoadTarget target, FirstUnit firstUnit) {
    this.target = target;
    this.firstUnit = firstUnit;
  }

  /**
   * Loads the key into one module and place.
   *
   * <p>When the link breaks behind IMPORTKEY, a second link is opened at once to settle what
   * happened, and to try once more if the key was not stored. So it is when the module has lost its
   * challenge, or its answer before IMPORTKEY makes no sense.
   *
   * @throws LinkException if the module was not reached, or after IMPORTKEY not again
   * @throws ModuleException if it refused, or its proof does not hold
   */
  public ItemResult load(LinkSource links, JobItem item, ItemContext context)
      throws LinkException,
          ModuleException,
          KeyException,
          VaultException,
          JobException,
          InterruptedException {
    var awaited = new ArrayList<Candidate>();
    if (!item.subject().isEmpty()) {
      awaited.addAll(Candidate.of(context.known(item.subject(), item.place())));
    }
    for (int tries = 1; ; tries++) {
      context.step();
      try (Link link = links.open()) {
        var conversation = new Conversation(target, firstUnit, link, item, context, awaited, tries);
        try {
          return conversation.run();
        } catch (LinkException e) {
          if (!conversation.sent() || tries == TRIES) {
            throw e;
          }
        } catch (MalformedResponseException e) {
          if (conversation.sent() || tries == TRIES) {
            throw e;
          }
        } catch (StatusException e) {
          if (e.status().value() != STALE || tries == TRIES) {
            throw e;
          }
        }
      }
    }
  }

  /**
   * A load that may be what a module's receipt proves.
   *
   * @param awaited what the receipt is told by
   * @param record the record of that load, if an earlier run or job made it
   * @param unsettled whether it is open how that load ended
   */
  record Candidate(AwaitedReceipt awaited, Optional<ItemRecord> record, boolean unsettled) {
    Candidate(AwaitedReceipt awaited, Optional<ItemRecord> record) {
      this(
          awaited,
          record,
          record
              .map(r -> r.state() == ItemState.SENT || r.state() == ItemState.UNKNOWN)
              .orElse(true));
    }

    Candidate asSettled() {
      return new Candidate(awaited, record, false);
    }

    /** Whether the record holds this very receipt as proved. */
    boolean recorded(LoadReceipt receipt) {
      return record
          .filter(r -> r.state() == ItemState.DONE)
          .map(r -> receipt.mac().hex().equals(r.facts().get("receipt")))
          .orElse(false);
    }

    static List<Candidate> of(List<ItemRecord> records) {
      var all = new ArrayList<Candidate>();
      for (ItemRecord record : records) {
        record
            .pending()
            .map(AwaitedReceipt::decode)
            .orElse(List.of())
            .forEach(a -> all.add(new Candidate(a, Optional.of(record))));
      }
      return all;
    }
  }
}
