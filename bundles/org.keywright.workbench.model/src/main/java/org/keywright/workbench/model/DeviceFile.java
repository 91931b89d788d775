// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.keywright.crypto.Suites;
import org.keywright.vault.CertificateState;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.ItemState;
import org.keywright.vault.Pairing;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * All that the open vault knows of one device.
 *
 * @param serial its serial number as people write it
 * @param endpoint where it was last reached, if it was
 * @param keySet the key set that it was last loaded from, or empty
 * @param identity names and values, in order
 * @param life where it is in its life
 * @param places what was loaded into it, by place
 * @param pairings with whom it is or was paired, the newest first
 * @param chain its certificate, then those above it; empty if none is known
 * @param history what happened, the newest first
 */
public record DeviceFile(
    String serial,
    Optional<String> endpoint,
    String keySet,
    List<Fact> identity,
    DeviceLife life,
    List<LoadedPlace> places,
    List<Pairing> pairings,
    List<ChainLink> chain,
    List<Happening> history) {
  /** Copies the lists. */
  public DeviceFile {
    identity = List.copyOf(identity);
    places = List.copyOf(places);
    pairings = List.copyOf(pairings);
    chain = List.copyOf(chain);
    history = List.copyOf(history);
  }

  /**
   * What is in a place by the newest load of it.
   *
   * @param place which
   * @param key the key's label or reference
   * @param version KVN
   * @param kcv check value with its method, or empty
   * @param suite the suite of its key set, or empty
   * @param state whether the load is proved
   * @param job in which job
   * @param at when
   */
  public record LoadedPlace(
      String place,
      String key,
      String version,
      String kcv,
      String suite,
      ItemState state,
      long job,
      Instant at) {
    /** Whether what the place holds is known, by the module's own receipt. */
    public boolean sure() {
      return state == ItemState.DONE;
    }
  }

  /**
   * One certificate of a chain.
   *
   * @param holder whose key it is
   * @param purpose what the key is for, in words
   * @param serial its serial number
   * @param until when it ceases to be good
   * @param state how it stands
   */
  public record ChainLink(
      String holder, String purpose, String serial, Instant until, CertificateState state) {
    static ChainLink of(IssuedCertificate certificate) {
      return new ChainLink(
          certificate.subject(),
          certificate.purpose().words(),
          certificate.serial().hex(),
          certificate.notAfter(),
          certificate.state());
    }
  }

  /**
   * One thing that happened.
   *
   * @param at when
   * @param source the job, or the number in the log of acts
   * @param what in words
   * @param result how it ended
   */
  public record Happening(Instant at, String source, String what, String result) {}

  /** The highest activity counter of the pairings, 0 if there is none. */
  public long mostActive() {
    return pairings.stream()
        .map(Pairing::activity)
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .max()
        .orElse(0);
  }

  /** Whether a load is open: what the module holds is not known. */
  public boolean inDoubt() {
    return !places.stream().allMatch(LoadedPlace::sure);
  }

  /** Reads it from the open vault; a device that nobody knows has a file without anything in it. */
  public static DeviceFile of(Desk desk, String serial) throws VaultException {
    Vault vault = desk.requireVault();
    return of(vault, desk.engines().suites(), serial);
  }

  /** Reads it from a vault. */
  public static DeviceFile of(Vault vault, Suites suites, String serial) throws VaultException {
    return new DeviceBooks(vault, suites, serial).file();
  }
}
