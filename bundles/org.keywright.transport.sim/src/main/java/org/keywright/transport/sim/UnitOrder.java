// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.PlaceKind;

/**
 * Which units to make.
 *
 * @param role what they are
 * @param units name and serial number of each
 * @param installation what an EI has from the secured room; without it the unit is blank, to be
 *     installed by command
 * @param suites the suites that the units take, in their order of preference
 * @param store the folder in which each unit keeps its state in a file, if it shall outlive the
 *     program
 */
public record UnitOrder(
    Role role,
    List<Name> units,
    Optional<Installation> installation,
    Bytes suites,
    Optional<Path> store) {
  /** Copies the list. */
  public UnitOrder {
    units = List.copyOf(units);
  }

  /**
   * One unit's names.
   *
   * @param name how its endpoint calls it; letters, digits, {@code . _ -}
   * @param serialNumber SN
   */
  public record Name(String name, SerialNumber serialNumber) {}

  /**
   * What the secured room puts into an EI.
   *
   * @param setId SET
   * @param transportKeyVersion TVER
   * @param transportKey T; stays the caller's
   * @param floor the lowest suite id that the unit accepts
   * @param places its places
   */
  public record Installation(
      SetId setId, int transportKeyVersion, Key transportKey, int floor, List<PlaceKind> places) {
    /** Copies the list. */
    public Installation {
      places = List.copyOf(places);
    }
  }
}
