// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.internal;

import java.util.Optional;
import org.keywright.engine.JobException;
import org.keywright.engine.spi.ItemSource;
import org.keywright.engine.spi.JobItem;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.VaultException;

/**
 * What the workers of one pass draw from: the items that are to be carried out now, each with what
 * is recorded of it. For one thread at a time.
 */
interface Drawing extends AutoCloseable {
  /** The next item; empty at the end. */
  Optional<Drawn> draw() throws JobException, VaultException;

  @Override
  void close();

  /**
   * One item to be carried out.
   *
   * @param item the item
   * @param before what was recorded of it before, if it was
   * @param again whether this run has counted it already, under the state recorded before
   */
  record Drawn(JobItem item, Optional<ItemRecord> before, boolean again) {}

  /** The items of a new job as they come. */
  static Drawing fresh(ItemSource source) {
    return new Drawing() {
      @Override
      public Optional<Drawn> draw() throws JobException {
        return source.next().map(item -> new Drawn(item, Optional.empty(), false));
      }

      @Override
      public void close() {
        source.close();
      }
    };
  }

  /** The items of a job that goes on: those that its records say are settled are left alone. */
  static Drawing resumed(ItemSource source, RecordPages records, Counts counts) {
    return new Drawing() {
      @Override
      public Optional<Drawn> draw() throws JobException, VaultException {
        while (true) {
          var next = source.next();
          if (next.isEmpty()) {
            return Optional.empty();
          }
          var item = next.get();
          var record = at(item.sequence());
          if (record.isEmpty()) {
            return Optional.of(new Drawn(item, record, false));
          }
          if (!record.get().state().settled()) {
            return Optional.of(new Drawn(known(item, record.get()), record, false));
          }
          counts.leave(record.get().state());
        }
      }

      private Optional<ItemRecord> at(long sequence) throws VaultException {
        var record = records.peek();
        while (record.isPresent() && record.get().sequence() < sequence) {
          records.pass();
          record = records.peek();
        }
        return record.filter(r -> r.sequence() == sequence);
      }

      @Override
      public void close() {
        source.close();
      }
    };
  }

  /** The items that this run has brought to no settled outcome, for another try. */
  static Drawing again(RecordPages open) {
    return new Drawing() {
      @Override
      public Optional<Drawn> draw() throws VaultException {
        var record = open.peek();
        if (record.isEmpty()) {
          return Optional.empty();
        }
        open.pass();
        var r = record.get();
        var item = new JobItem(r.sequence(), "", r.place(), r.endpoint());
        return Optional.of(new Drawn(known(item, r), record, true));
      }

      @Override
      public void close() {
        // pages hold nothing open
      }
    };
  }

  /** Fills in the serial number that an earlier try has found out. */
  private static JobItem known(JobItem item, ItemRecord record) {
    String subject =
        record.subject().equals(record.endpoint())
            ? record.facts().getOrDefault("serial", "")
            : record.subject();
    return item.subject().isEmpty()
        ? new JobItem(item.sequence(), subject, item.place(), item.endpoint())
        : item;
  }
}
