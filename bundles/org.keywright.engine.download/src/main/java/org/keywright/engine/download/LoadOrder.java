// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import java.util.Optional;
import java.util.OptionalInt;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.transport.Endpoint;

/**
 * Which key goes where.
 *
 * @param actor who asks
 * @param keySet the key set's name
 * @param ref1 REF1, the key's reference in the first unit
 * @param place REF2, the place of the modules; may be empty where a device list names places
 * @param mode whether the place must be empty
 * @param from the first unit; empty for the vault
 */
public record LoadOrder(
    String actor,
    String keySet,
    int ref1,
    OptionalInt place,
    LoadMode mode,
    Optional<Endpoint> from) {
  /** Checks the ranges. */
  public LoadOrder {
    if (ref1 < 1 || ref1 > 0xFFFF) {
      throw new IllegalArgumentException(
          "a key reference is a number from 1 to 65535, not " + ref1);
    }
    if (place.isPresent()) {
      checkPlace(place.getAsInt());
    }
  }

  /** An order for one place, from the vault. */
  public static LoadOrder of(String actor, String keySet, int ref1, int place, LoadMode mode) {
    return new LoadOrder(actor, keySet, ref1, OptionalInt.of(place), mode, Optional.empty());
  }

  /**
   * Reads a place as people write it: a number, or {@code transport-key} for the place of T itself.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static int parsePlace(String text) {
    if (text.equals("transport-key")) {
      return PlaceKind.TRANSPORT_KEY;
    }
    try {
      return checkPlace(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no place: write a number from 1 to 65534, or transport-key", e);
    }
  }

  private static int checkPlace(int place) {
    if (place < 1 || place > PlaceKind.TRANSPORT_KEY) {
      throw new IllegalArgumentException(
          place + " is no place: write a number from 1 to 65534, or transport-key");
    }
    return place;
  }
}
