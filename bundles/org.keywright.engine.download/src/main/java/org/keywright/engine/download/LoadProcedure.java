// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import org.keywright.crypto.KeyException;
import org.keywright.engine.JobException;
import org.keywright.engine.spi.ItemContext;
import org.keywright.engine.spi.ItemResult;
import org.keywright.engine.spi.JobItem;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.MalformedResponseException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.StatusException;
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
    var evidence = new Evidence(target, firstUnit, item, context);
    if (!item.subject().isEmpty()) {
      evidence.recall(item.subject());
    }
    for (int tries = 1; ; tries++) {
      context.step();
      try (Link link = links.open()) {
        var conversation =
            new Conversation(target, firstUnit, link, item, context, evidence, tries);
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
}
