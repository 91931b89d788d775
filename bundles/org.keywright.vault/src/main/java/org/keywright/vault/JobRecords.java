// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Jobs and the records of their items, for every engine.
 *
 * <p>Safe for use by many threads. {@link #save} is durable when it returns; calls that come at the
 * same time share one commit, so that a thousand threads saving do not wait for a thousand disks.
 */
@ProviderType
public interface JobRecords {
  /**
   * Begins a job.
   *
   * @param kind which engine's work, such as {@code download}
   * @param title one line for people
   * @param parameters what a resume needs to know; nothing secret
   */
  JobRecord begin(Grant grant, String kind, String title, Map<String, String> parameters)
      throws VaultException;

  /** Notes that a job ended, was cancelled, or (as {@code RUNNING}) goes on. */
  void mark(long job, JobState state) throws VaultException;

  /** The jobs, the newest first. */
  List<JobRecord> page(int offset, int limit) throws VaultException;

  /**
   * A page of the jobs in an order.
   *
   * @param after the last of the page before; none for the first page
   */
  List<JobRecord> page(Sorting<JobColumn> sorting, Optional<JobRecord> after, int limit)
      throws VaultException;

  /** One job. */
  Optional<JobRecord> find(long job) throws VaultException;

  /**
   * One job.
   *
   * @throws VaultException if there is none of that id
   */
  JobRecord require(long job) throws VaultException;

  /**
   * Saves what is known of one item, in place of what was known before.
   *
   * <p>An item that is {@code DONE} makes its subject a device and adds to its history, in the same
   * commit. The event's words are the fact {@code what} if there is one, else the job's kind with
   * the facts {@code key}, {@code kvn} and {@code kcv}; the device's key set is the fact {@code
   * keySet}, else what stands before the slash in {@code key}.
   *
   * @throws VaultException if there is no such job, or the item could not be made durable: nothing
   *     of it is kept then
   */
  void save(ItemRecord item) throws VaultException;

  /** What is known of one item. */
  Optional<ItemRecord> item(long job, String subject, String place) throws VaultException;

  /**
   * The newest record of a subject and place in any job that was sent and is not settled, or was
   * settled last; for finding out what a module's receipt belongs to. An item that was not reached
   * counts only if it has something pending.
   */
  List<ItemRecord> latest(String subject, String place, int limit) throws VaultException;

  /** What is known of a subject in all jobs and places, the newest first. */
  List<ItemRecord> of(String subject, int limit) throws VaultException;

  /** A page of a job's items in their order; an empty set of states means all. */
  List<ItemRecord> items(long job, Set<ItemState> states, long afterSequence, int limit)
      throws VaultException;

  /**
   * A page of a job's items in an order; an empty set of states means all.
   *
   * @param after the last of the page before; none for the first page
   */
  List<ItemRecord> items(
      long job,
      Set<ItemState> states,
      Sorting<ItemColumn> sorting,
      Optional<ItemRecord> after,
      int limit)
      throws VaultException;

  /** Hands every item of a job to the consumer, in order, without holding them all. */
  void forEachItem(long job, Consumer<ItemRecord> consumer) throws VaultException;

  /** How many items of a job are in each state; every state is there, with 0 if need be. */
  Map<ItemState, Long> counts(long job) throws VaultException;

  /**
   * Takes the next numbers of a strictly rising sequence, durably: after a crash some may be left
   * out, none comes twice.
   *
   * @return the first of {@code count} consecutive numbers, at least 1
   */
  long reserve(String sequence, int count) throws VaultException;

  /** What jobs can be sorted by. */
  enum JobColumn {
    /** The number, which is the order in which they began. */
    NUMBER,
    /** The state. */
    STATE,
    /** What is done. */
    TITLE,
    /** When it began. */
    BEGUN,
    /** Who began it. */
    ACTOR
  }

  /** What a job's items can be sorted by. */
  enum ItemColumn {
    /** The place in the job. */
    SEQUENCE,
    /** The module. */
    SUBJECT,
    /** The place that a key is loaded into. */
    PLACE,
    /** The state. */
    STATE,
    /** Why it is in that state. */
    REASON,
    /** When that was noted. */
    AT
  }
}
