// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.keywright.crypto.KeyException;
import org.keywright.engine.JobException;
import org.keywright.engine.RunningJob;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.download.FirstUnitKey;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.vault.JobRecord;
import org.keywright.vault.VaultException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Loads application keys into modules, and what belongs to it. Works with the vault that is open.
 * Safe for use by many threads.
 */
@ProviderType
public interface Downloads {
  /**
   * Starts a load into modules that are named one by one.
   *
   * @throws JobException if no place is said or an endpoint comes twice
   * @throws VaultException if no vault is open, key set or reference is unknown, or the act is
   *     refused
   */
  RunningJob load(LoadOrder order, List<Endpoint> modules) throws JobException, VaultException;

  /**
   * Looks through a device list without starting anything.
   *
   * @throws JobException if it cannot be read or its header is wrong
   */
  DeviceListSummary check(LoadOrder order, CampaignOrder campaign) throws JobException;

  /**
   * Starts a load into the modules of a device list.
   *
   * @throws DeviceListException if the list has faults and they are not to be skipped
   * @throws JobException if the list cannot be read, or no line of it is good and meant
   * @throws VaultException as {@link #load}
   */
  RunningJob campaign(LoadOrder order, CampaignOrder campaign) throws JobException, VaultException;

  /**
   * The newest job of the same order and device list that has something left to do.
   *
   * @throws JobException if the list cannot be read
   */
  Optional<JobRecord> resumable(LoadOrder order, CampaignOrder campaign)
      throws JobException, VaultException;

  /**
   * Goes on with a job: what is settled is left alone, what was under way is settled first.
   *
   * @throws JobException if it is no download, is at work now, or its list or key is another now
   */
  default RunningJob resume(String actor, long job) throws JobException, VaultException {
    return resume(actor, job, OptionalInt.empty());
  }

  /**
   * Goes on with a job as {@link #resume(String, long)} does.
   *
   * @param parallel how many modules at a time from now on; empty for as many as before
   */
  default RunningJob resume(String actor, long job, OptionalInt parallel)
      throws JobException, VaultException {
    return resume(actor, job, parallel, Optional.empty(), Optional.empty());
  }

  /**
   * Goes on with a job as {@link #resume(String, long)} does.
   *
   * @param parallel how many modules at a time from now on; empty for as many as before
   * @param reportCsv where its report goes as CSV; empty for where it went, if anywhere
   * @param reportJsonLines where its report goes as JSON lines; empty for where it went
   */
  RunningJob resume(
      String actor,
      long job,
      OptionalInt parallel,
      Optional<Path> reportCsv,
      Optional<Path> reportJsonLines)
      throws JobException, VaultException;

  /** Asks a module what it holds in a place, and the vault which load that was. */
  LoadStatus status(Endpoint module, int place)
      throws LinkException, ModuleException, VaultException;

  /** Has a module use a key on a fresh challenge, and compares with the vault's own key. */
  UseResult use(String actor, String keySet, int ref1, int place, Endpoint module)
      throws LinkException, ModuleException, KeyException, VaultException;

  /** Erases a place of a module, authorised by the vault's transport key; returns SN. */
  SerialNumber erase(String actor, String keySet, int place, Endpoint module)
      throws LinkException, ModuleException, KeyException, VaultException;

  /**
   * Puts a key set's transport key and some of its application keys into a first unit, over a link
   * that the officer holds to be in a secured room.
   *
   * @param refs which keys; empty for all that are active and may leave
   * @return the keys that the first unit lists afterwards
   */
  List<FirstUnitKey> loadFirstUnit(
      String actor, Endpoint firstUnit, String keySet, List<Integer> refs)
      throws LinkException, ModuleException, KeyException, VaultException;

  /**
   * Gives a blank EI its serial number, set, transport key and places, over a link that the officer
   * holds to be in a secured room.
   */
  void installUnit(
      String actor,
      Endpoint module,
      SerialNumber serialNumber,
      String keySet,
      List<PlaceKind> places)
      throws LinkException, ModuleException, KeyException, VaultException;
}
