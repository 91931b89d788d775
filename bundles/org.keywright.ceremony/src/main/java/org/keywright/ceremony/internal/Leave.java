// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.keywright.ceremony.CeremonyException;
import org.keywright.vault.Grant;
import org.keywright.vault.Request;
import org.keywright.vault.VaultException;

/**
 * The leave to hold a ceremony, under which all of its events stand, and the turns of those who
 * call it. It ends by itself with the vault, and with the authorised period if a root was opened
 * under it: what the ceremony has in memory is wiped then, at once or after the call that is under
 * way.
 */
final class Leave implements AutoCloseable {
  private final Grant grant;
  private final String id;
  private final ReentrantLock lock = new ReentrantLock();
  private Runnable forgetting = () -> {};
  private volatile @Nullable String withdrawn;

  /** Takes over a grant. */
  Leave(Grant grant, String id) {
    this.grant = grant;
    this.id = id;
  }

  /** What it was given as; roots that are opened under it end it with their period. */
  Grant grant() {
    return grant;
  }

  /** By whom it was asked for and approved, in words. */
  List<String> approval() {
    Optional<Request> request = grant.approval();
    return request.stream()
        .map(
            each ->
                "request %d: asked for by %s, '%s'; approved by %s"
                    .formatted(
                        each.number(),
                        each.act().actor(),
                        each.reason(),
                        each.decidedBy().orElse("nobody")))
        .toList();
  }

  /** From now on the ceremony is at work, and its approval used up, whatever comes of it. */
  void begun(Runnable forget) {
    forgetting = forget;
    grant.succeeded("ceremony " + id + " has begun");
    grant.onWithdrawal(this::withdraw);
  }

  private void withdraw(String why) {
    withdrawn = why;
    if (lock.tryLock()) {
      try {
        forgetting.run();
      } finally {
        lock.unlock();
      }
    }
  }

  /** One call at a time; a call ends with its turn. */
  final class Turn implements AutoCloseable {
    private final Journal journal;

    private Turn(Journal journal) {
      this.journal = journal;
    }

    @Override
    public void close() {
      if (withdrawn != null || journal.lost()) {
        forgetting.run();
      }
      lock.unlock();
    }
  }

  /**
   * Waits for a turn.
   *
   * @param journal of which the ceremony has to be the owner still
   * @throws CeremonyException if it goes on no more; what it has in memory is wiped then
   */
  Turn turn(Journal journal) throws CeremonyException, VaultException {
    lock.lock();
    var turn = new Turn(journal);
    boolean goesOn = false;
    try {
      requireNotWithdrawn();
      journal.requireOwn();
      goesOn = true;
      return turn;
    } finally {
      if (!goesOn) {
        turn.close();
      }
    }
  }

  private void requireNotWithdrawn() throws CeremonyException {
    String why = withdrawn;
    if (why != null) {
      throw new CeremonyException(
          "%s, and ceremony %s with it: ceremony:resume goes on".formatted(why, id));
    }
  }

  /** Says how the ceremony stands; without that it has begun, and nothing more is known. */
  void end(String words) {
    grant.succeeded("ceremony " + id + ": " + words);
  }

  @Override
  public void close() throws VaultException {
    grant.close();
  }
}
