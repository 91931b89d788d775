// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The devices that the vault has dealt with, and what happened to each. No device has to be here
 * before keys are loaded into it. Safe for use by many threads.
 */
@ProviderType
public interface Devices {
  /** How many devices have a text in their serial number, key set or endpoint; empty for all. */
  long count(String filter) throws VaultException;

  /** A page of the devices that {@link #count} counts, by serial number. */
  List<Device> page(String filter, int offset, int limit) throws VaultException;

  /**
   * Where pages of the devices that {@link #count} counts begin, so that each can be read by {@link
   * #from} as quickly as the first.
   *
   * @param size how many devices a page has
   */
  Pages pages(String filter, Sorting<Column> sorting, int size) throws VaultException;

  /** The devices that {@link #count} counts, beginning with one or what would be behind it. */
  List<Device> from(String filter, Sorting<Column> sorting, Device first, int limit)
      throws VaultException;

  /** One device. */
  Optional<Device> find(String serial) throws VaultException;

  /** What happened to a device, the newest first. */
  List<Event> history(String serial, int limit) throws VaultException;

  /**
   * Where pages begin, as of one moment.
   *
   * @param count how many devices there are in all of them
   * @param firsts the device that each begins with
   */
  record Pages(long count, List<Device> firsts) {
    /** Copies the list. */
    public Pages {
      firsts = List.copyOf(firsts);
    }
  }

  /** What devices can be sorted by. */
  enum Column {
    /** The serial number. */
    SERIAL,
    /** The key set. */
    KEY_SET,
    /** The endpoint. */
    ENDPOINT,
    /** The moment when it was last reached. */
    LAST_SEEN
  }

  /**
   * A device.
   *
   * @param serial SN as people write it
   * @param keySet the key set that it was last loaded from
   * @param endpoint where it was last reached
   * @param lastSeen when
   */
  record Device(String serial, String keySet, String endpoint, Instant lastSeen) {}

  /**
   * One thing that happened.
   *
   * @param at when
   * @param job the job's id
   * @param what in words, with key label, KVN and KCV
   */
  record Event(Instant at, long job, String what) {}
}
