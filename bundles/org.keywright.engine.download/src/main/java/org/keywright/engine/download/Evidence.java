// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.engine.JobException;
import org.keywright.engine.spi.ItemContext;
import org.keywright.engine.spi.ItemResult;
import org.keywright.engine.spi.JobItem;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.download.LoadReceipt;
import org.keywright.transport.LinkException;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.VaultException;

/**
 * Every load that a receipt of one module and place may prove: those of earlier runs and jobs, and
 * those of the load under way, the newest first. For one thread.
 */
final class Evidence {
  private static final int KEPT = 4;

  private final LoadTarget target;
  private final FirstUnit firstUnit;
  private final JobItem item;
  private final ItemContext context;
  private final List<Candidate> awaited = new ArrayList<>();
  private String serial;

  Evidence(LoadTarget target, FirstUnit firstUnit, JobItem item, ItemContext context) {
    this.target = target;
    this.firstUnit = firstUnit;
    this.item = item;
    this.context = context;
    this.serial = item.subject();
  }

  /** Adds what is recorded of a module. */
  void recall(String number) throws VaultException {
    for (ItemRecord record : context.known(number, item.place())) {
      record
          .pending()
          .map(AwaitedReceipt::decode)
          .orElse(List.of())
          .forEach(receipt -> awaited.add(new Candidate(receipt, Optional.of(record))));
    }
  }

  /** Whether it is open of any of the loads how it ended. */
  boolean unsettled() {
    return awaited.stream().anyMatch(Candidate::unsettled);
  }

  /** Records that a key goes out now, before it does. */
  void send(SerialNumber number, AwaitedReceipt issued, int tries)
      throws VaultException, InterruptedException {
    awaited.addFirst(new Candidate(issued, Optional.empty()));
    serial = number.toString();
    context.sent(serial, facts(issued, tries), pending());
  }

  /** What the record keeps: this load's receipt first, then those of this item's earlier tries. */
  private Bytes pending() {
    return AwaitedReceipt.encode(
        awaited.stream()
            .filter(c -> c.record().map(this::own).orElse(true))
            .map(Candidate::awaited)
            .limit(KEPT)
            .toList());
  }

  private boolean own(ItemRecord record) {
    return record.job() == context.job() && record.sequence() == item.sequence();
  }

  /** After a fresh PREPARE and a status without their receipts, open loads did not arrive. */
  void notStored() throws VaultException {
    for (Candidate candidate : awaited) {
      var record = candidate.record();
      if (candidate.unsettled() && record.isPresent() && !own(record.get())) {
        context.settle(
            with(
                record.get(),
                ItemState.UNREACHED,
                "the key was not stored; found out by job " + context.job(),
                record.get().facts()));
      }
    }
    awaited.replaceAll(Candidate::asSettled);
    context.unchanged();
  }

  /**
   * The load that a receipt proves, if it is one of these. What is known here comes first: a first
   * unit behind a link tells its receipts from others, but not one of its loads from another.
   */
  Optional<Candidate> match(LoadReceipt receipt)
      throws LinkException, JobException, InterruptedException {
    for (Candidate candidate : awaited) {
      if (candidate.awaited().fits(receipt)
          && (candidate.recorded(receipt) || candidate.awaited().matches(receipt))) {
        return Optional.of(candidate);
      }
    }
    for (Candidate candidate : awaited) {
      if (candidate.awaited().fits(receipt) && firstUnit.confirms(candidate.awaited(), receipt)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Whether a load was of the very key that is to be loaded. */
  boolean sameKey(Candidate candidate) {
    return candidate.awaited().ref1() == target.ref1()
        && candidate.awaited().keyVersion() == firstUnit.keyVersion();
  }

  /**
   * The outcome of a load that is proved by the receipt of an earlier try or load of the same key.
   */
  ItemResult settledBy(Candidate candidate, LoadReceipt receipt, int tries) throws VaultException {
    settleEarlier(candidate, receipt);
    candidate.record().ifPresent(record -> serial = record.serial());
    String by =
        candidate
            .record()
            .filter(r -> r.job() != context.job())
            .map(r -> "held since job " + r.job())
            .orElse("settled by GET LOAD STATUS");
    return done(receipt, tries, by);
  }

  /** Notes in the record of another job's load that the module has proved it. */
  void settleEarlier(Candidate candidate, LoadReceipt receipt) throws VaultException {
    var record = candidate.record();
    if (record.isPresent() && candidate.unsettled() && !own(record.get())) {
      var facts = new HashMap<>(record.get().facts());
      prove(facts, receipt);
      facts.put("settled", "found out by job " + context.job());
      context.settle(with(record.get(), ItemState.DONE, "", facts));
    }
    awaited.replaceAll(c -> c.record().equals(record) ? c.asSettled() : c);
  }

  private static ItemRecord with(
      ItemRecord record, ItemState state, String reason, Map<String, String> facts) {
    return new ItemRecord(
        record.job(),
        record.sequence(),
        record.subject(),
        record.place(),
        record.endpoint(),
        state,
        reason,
        facts,
        record.pending(),
        record.at());
  }

  /** The outcome of a load that is proved by its own receipt. */
  ItemResult done(LoadReceipt receipt, int tries) {
    return done(receipt, tries, "");
  }

  private ItemResult done(LoadReceipt receipt, int tries, String settled) {
    var facts = new HashMap<>(firstUnit.facts());
    prove(facts, receipt);
    facts.put("tries", Integer.toString(tries));
    if (!settled.isEmpty()) {
      facts.put("settled", settled);
    }
    return new ItemResult(ItemState.DONE, serial, "", facts, Optional.of(pending()));
  }

  private static void prove(Map<String, String> facts, LoadReceipt receipt) {
    facts.put("kvn", Integer.toString(receipt.keyVersion()));
    facts.put("kcv", receipt.kcv().value().hex());
    facts.put("kcvMethod", receipt.kcv().method().label());
    facts.put("receipt", receipt.mac().hex());
  }

  private Map<String, String> facts(AwaitedReceipt issued, int tries) {
    var facts = new HashMap<>(firstUnit.facts());
    facts.put("kvn", Integer.toString(issued.keyVersion()));
    issued
        .kcv()
        .ifPresent(
            kcv -> {
              facts.put("kcv", kcv.value().hex());
              facts.put("kcvMethod", kcv.method().label());
            });
    facts.put("tries", Integer.toString(tries));
    return facts;
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
  }
}
