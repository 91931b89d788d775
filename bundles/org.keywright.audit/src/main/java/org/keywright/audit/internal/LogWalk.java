// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.keywright.audit.AuditException;
import org.keywright.audit.SignedCheckpoint;
import org.keywright.audit.Verdict;
import org.keywright.crypto.Bytes;
import org.keywright.vault.ActLog;

/** Goes through a log from its first entry: numbers, hashes, and the checkpoints on the way. */
final class LogWalk {
  private final String vault;
  private final List<SignedCheckpoint> awaited;
  private final MerkleTree tree = new MerkleTree();
  private final List<Verdict.Range> ranges = new ArrayList<>();
  private Bytes last;
  private long number;
  private long proved;
  private long commits;

  /** Begins; the signatures of the checkpoints were checked. */
  LogWalk(String vault, List<SignedCheckpoint> checkpoints) throws AuditException {
    this.vault = vault;
    this.last = ActLog.beginning(vault);
    this.awaited =
        new ArrayList<>(
            checkpoints.stream()
                .sorted(Comparator.comparingLong(each -> each.checkpoint().entries()))
                .toList());
    for (SignedCheckpoint each : awaited) {
      if (!each.vault().equals(vault)) {
        throw new AuditException(
            "the checkpoint of %s is of the vault %s, and this is the log of %s"
                .formatted(each.checkpoint().at(), each.vault(), vault));
      }
    }
  }

  /** The next entry. */
  void next(ActLog.Entry entry) throws AuditException {
    long expected = number + 1;
    if (entry.number() > expected) {
      throw new AuditException(missing(expected, entry.number() - 1));
    }
    if (entry.number() < expected) {
      throw new AuditException(
          "entry %d stands behind entry %d: it was doubled or moved"
              .formatted(entry.number(), number));
    }
    if (!entry.hashAfter(last).equals(entry.hash())) {
      throw new AuditException(
          number == 0
              ? "entry 1 was changed, or is another vault's"
              : "entry %d was changed, or the hash of entry %d".formatted(expected, number));
    }
    last = entry.hash();
    number = expected;
    tree.add(last.toArray());
    while (!awaited.isEmpty() && awaited.getFirst().checkpoint().entries() == number) {
      reach(awaited.removeFirst());
    }
  }

  private void reach(SignedCheckpoint signed) throws AuditException {
    long signedCommits = signed.checkpoint().commits().orElse(commits);
    if (signedCommits < commits) {
      throw new AuditException(
          "the checkpoint of %s is of commit %d, and one before it is of commit %d: the vault was"
                  .formatted(signed.checkpoint().at(), signedCommits, commits)
              + " set back in between");
    }
    commits = signedCommits;
    if (!tree.root().equals(signed.checkpoint().root())) {
      throw new AuditException(
          "entries %d to %d are not those that were signed on %s: one of them or more was changed"
              .formatted(Math.min(proved + 1, number), number, signed.checkpoint().at()));
    }
    if (number > proved) {
      ranges.add(new Verdict.Range(proved + 1, number, Optional.of(signed.checkpoint().at())));
      proved = number;
    }
  }

  /** How many entries there were until now. */
  long entries() {
    return number;
  }

  /** The hash of the tree until now. */
  Bytes root() {
    return tree.root();
  }

  /** There are no more entries. */
  Verdict end() throws AuditException {
    if (!awaited.isEmpty()) {
      var newest = awaited.getLast().checkpoint();
      throw new AuditException(
          missing(number + 1, newest.entries())
              + " at the end: they were signed on "
              + newest.at());
    }
    if (number > proved) {
      ranges.add(new Verdict.Range(proved + 1, number, Optional.empty()));
    }
    return new Verdict(vault, number, ranges);
  }

  private static String missing(long first, long last) {
    return first == last
        ? "entry " + first + " is missing"
        : "entries " + first + " to " + last + " are missing";
  }
}
