// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.pairing.ModuleContact;
import org.keywright.protocol.pairing.PairingCodes;
import org.keywright.protocol.pairing.RowState;

/**
 * A pairing that is under way in a module: what HELLO and PAIR found out for CODE, and what the
 * memory becomes by it.
 *
 * @param completesHalf whether it completes the half pairing of the same host
 * @param generation g of the cryptogram; 0 before PAIR
 * @param cryptogram what the place will keep of it
 */
record MsPairing(boolean completesHalf, int generation, Bytes cryptogram) {
  static final MsPairing NONE = new MsPairing(false, 0, Bytes.of());

  /** Where a pairing with the host of the contact would go now. */
  static int requirePlace(MsMemory now, ModuleContact contact) throws Refusal {
    return now.places()
        .placeFor(contact.hello().host(), now.policy().settings().victims())
        .orElseThrow(() -> new Refusal(0x9E10));
  }

  void requireRoomToCount(MsMemory now) throws Refusal {
    var counters = now.counters();
    boolean full = !completesHalf && counters.index() == MsMemory.Counters.CEILING;
    if (full || counters.chronology() == MsMemory.Counters.CEILING) {
      throw new Refusal(0x6985);
    }
  }

  /** The memory with the pairing in its place, N and the tries: what one commit holds. */
  MsMemory stored(MsMemory before, ModuleContact contact, int place, Key pairingKey) {
    var row = row(before, contact, place, pairingKey);
    return before.with(before.places().with(place, row)).with(counted(before.counters()));
  }

  private MsPlaces.Row row(MsMemory before, ModuleContact contact, int place, Key pairingKey) {
    var own = before.places().rowOf(contact.hello().host());
    long activity =
        completesHalf
            ? own.map(MsPlaces.Row::activity).orElse(0L)
            : before.places().startCount(place, before.policy().settings().start());
    return new MsPlaces.Row(
        RowState.HALF,
        own.map(MsPlaces.Row::locked).orElse(false),
        contact.hello().host(),
        contact.suite().id(),
        pairingKey,
        activity,
        before.counters().chronology(),
        contact.answer().index(),
        generation,
        0,
        cryptogram);
  }

  /** A pairing that is completed keeps N, and gets back only the try that it took itself. */
  private MsMemory.Counters counted(MsMemory.Counters before) {
    return completesHalf
        ? new MsMemory.Counters(before.index(), before.chronology() + 1, before.tries())
        : new MsMemory.Counters(before.index() + 1, before.chronology() + 1, PairingCodes.TRIES);
  }
}
