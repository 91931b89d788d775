// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The log of acts: each entry holds the hash of the one before it, so that a change in the middle
 * shows. Safe for use by many threads.
 */
@ProviderType
public interface ActLog {
  /** The order that people expect: what was done last comes first. */
  Sorting<Column> NEWEST_FIRST = new Sorting<>(Column.NUMBER, true);

  /** A page of entries, the newest first. */
  default List<Entry> page(int offset, int limit) throws VaultException {
    return page(ActFilter.ALL, offset, limit);
  }

  /** A page of the entries that a filter lets through, the newest first. */
  List<Entry> page(ActFilter filter, int offset, int limit) throws VaultException;

  /**
   * A page of the entries that a filter lets through, in an order.
   *
   * @param after the last of the page before; none for the first page
   */
  List<Entry> page(ActFilter filter, Sorting<Column> sorting, Optional<Entry> after, int limit)
      throws VaultException;

  /**
   * A page of the entries about acts on something of a name, in an order; none about what has the
   * name as a mere part of its own.
   *
   * @param after the last of the page before; none for the first page
   */
  default List<Entry> on(String name, Sorting<Column> sorting, Optional<Entry> after, int limit)
      throws VaultException {
    var found = new ArrayList<Entry>();
    var filter = ActFilter.on(name);
    List<Entry> some;
    Optional<Entry> last = after;
    do {
      some = page(filter, sorting, last, limit);
      some.stream()
          .filter(entry -> entry.act().isOn(name))
          .limit(limit - (long) found.size())
          .forEach(found::add);
      last = some.isEmpty() ? last : Optional.of(some.getLast());
    } while (some.size() == limit && found.size() < limit);
    return found;
  }

  /** The entries from a number on, the oldest first, so many at most. */
  List<Entry> from(long number, int limit) throws VaultException;

  /**
   * Recomputes the chain.
   *
   * @return how many entries hold
   * @throws VaultException naming the first entry that does not
   */
  long verify() throws VaultException;

  /**
   * Has somebody told each time when this process has added entries and they are on the disk. He is
   * told by the thread that writes, which he must not keep.
   *
   * @return ends that
   */
  Runnable onEntries(Runnable told);

  /**
   * What the first entry of a vault's log follows: SHA-256 over the vault's id and {@code act_log},
   * each with its length (4 bytes) before it.
   */
  static Bytes beginning(String vault) {
    return new ActFields().add(vault).add("act_log").digest();
  }

  /** What entries can be sorted by. */
  enum Column {
    /** The number, which is the order in time too. */
    NUMBER,
    /** Who asked. */
    ACTOR,
    /** The act's name. */
    VERB,
    /** What it was on. */
    SUBJECT,
    /** How it ended. */
    RESULT
  }

  /**
   * One entry.
   *
   * @param number its number, from 1
   * @param at when
   * @param act who asked for what, on what, what for
   * @param result {@code asked}, or how it ended, in words
   * @param hash SHA-256 over the entry and the hash before it
   */
  record Entry(long number, Instant at, Act act, String result, Bytes hash) {
    /**
     * The hash that this entry has to have after another: SHA-256 over the hash of that one, then
     * number, moment (nanoseconds since 1970; both of 8 bytes), actor, verb, subject, purpose and
     * result (UTF-8), each with its length (4 bytes) before it.
     *
     * @throws ArithmeticException if the moment is before 1677 or after 2262
     */
    public Bytes hashAfter(Bytes before) {
      return new ActFields()
          .add(before)
          .add(number)
          .add(at)
          .add(act.actor())
          .add(act.verb())
          .add(act.subject())
          .add(act.purpose())
          .add(result)
          .digest();
    }

    /** The same entry with its hash after another. */
    public Entry after(Bytes before) {
      return new Entry(number, at, act, result, hashAfter(before));
    }
  }
}
