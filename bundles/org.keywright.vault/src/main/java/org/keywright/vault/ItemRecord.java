// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.keywright.crypto.Bytes;

/**
 * What is known of one item of a job: one module and one place in it.
 *
 * @param job the job's id
 * @param sequence its position in the job, from 1
 * @param subject the module's serial number as people write it
 * @param place which place of the module; may be empty
 * @param endpoint where the module is
 * @param state how it stands
 * @param reason why, in one line; empty when done
 * @param facts what a report shows: {@code key}, {@code kvn}, {@code kcv}, {@code receipt} …
 * @param pending what settling needs to know after a crash; public data
 * @param at when it came to this state
 */
public record ItemRecord(
    long job,
    long sequence,
    String subject,
    String place,
    String endpoint,
    ItemState state,
    String reason,
    Map<String, String> facts,
    Optional<Bytes> pending,
    Instant at) {
  /** Copies the map. */
  public ItemRecord {
    facts = Map.copyOf(facts);
  }

  /**
   * The module's serial number: a module that was named by its endpoint keeps that as its subject,
   * and the facts know better.
   */
  public String serial() {
    return facts.getOrDefault("serial", subject);
  }
}
