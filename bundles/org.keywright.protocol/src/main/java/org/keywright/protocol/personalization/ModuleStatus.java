// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * E5: what a module says to STATUS.
 *
 * @param state where it is in its life
 * @param module its id
 * @param hasIdentityKey whether its identity key was made
 * @param awaitsUse whether the user's act is armed
 * @param tanEntered whether a TAN waits for the next run
 * @param trustedTime the newest signed time that it has seen
 * @param order the work order of its module key, if it has one
 * @param central the name and address of its central system, if it has one
 * @param failures links and runs that failed since it was switched on; at most 65535
 * @param keys its transaction keys
 */
public record ModuleStatus(
    LifeCycle state,
    SerialNumber module,
    boolean hasIdentityKey,
    boolean awaitsUse,
    boolean tanEntered,
    Instant trustedTime,
    Optional<Bytes> order,
    Optional<Central> central,
    int failures,
    List<SlotKey> keys) {
  /** Copies the list. */
  public ModuleStatus {
    keys = List.copyOf(keys);
  }

  /**
   * The central system that a module works with.
   *
   * @param name what it is called
   * @param address where it is reached
   */
  public record Central(String name, String address) {}

  /**
   * A transaction key.
   *
   * @param slot where it is
   * @param keyVersion KVN
   */
  public record SlotKey(int slot, int keyVersion) {}

  /** Encodes the template E5 whole. */
  public byte[] encode() {
    int flags = (hasIdentityKey ? 1 : 0) | (awaitsUse ? 2 : 0) | (tanEntered ? 4 : 0);
    var out =
        new TlvWriter(256)
            .putNumber(0x80, state.code(), 1)
            .put(0x81, module.value().toArray())
            .putNumber(0x82, flags, 1)
            .putNumber(0x83, trustedTime.getEpochSecond(), 8);
    order.ifPresent(o -> out.put(0x84, o.toArray()));
    central.ifPresent(c -> out.put(0x85, Tags.text(c.name)).put(0x86, Tags.text(c.address)));
    out.putNumber(0x87, failures, 2);
    byte[] list = new byte[4 * keys.size()];
    for (int i = 0; i < keys.size(); i++) {
      var key = keys.get(i);
      list[4 * i] = (byte) (key.slot >> 8);
      list[4 * i + 1] = (byte) key.slot;
      list[4 * i + 2] = (byte) (key.keyVersion >> 8);
      list[4 * i + 3] = (byte) key.keyVersion;
    }
    return out.put(0x88, list).toTemplate(0xE5);
  }

  /**
   * Reads the template E5 and nothing beside it.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static ModuleStatus decode(byte[] encoded) throws TlvException {
    var in = Tags.whole(encoded, 0xE5);
    var state =
        LifeCycle.of(in.takeNumber(0x80, 1))
            .orElseThrow(() -> new TlvException("tag 80 names no state"));
    var module = SerialNumber.of(in.take(0x81, SerialNumber.LENGTH));
    int flags = in.takeNumber(0x82, 1);
    var time = Tags.takeTime(in, 0x83);
    var order = Tags.takeIfNext(in, 0x84, Order.ID_LENGTH, Order.ID_LENGTH);
    Optional<Central> central = Optional.empty();
    if (in.nextIs(0x85)) {
      String name = Tags.takeText(in, 0x85, Hello.NAME);
      central = Optional.of(new Central(name, Tags.takeText(in, 0x86, Issue.ADDRESS)));
    }
    int failures = in.takeNumber(0x87, 2);
    var keys = slotKeys(in);
    in.end();
    return new ModuleStatus(
        state,
        module,
        (flags & 1) != 0,
        (flags & 2) != 0,
        (flags & 4) != 0,
        time,
        order,
        central,
        failures,
        keys);
  }

  private static List<SlotKey> slotKeys(TlvReader in) throws TlvException {
    byte[] list = in.take(0x88, 0, 256);
    if (list.length % 4 != 0) {
      throw new TlvException("tag 88 holds no list of slots and versions");
    }
    var keys = new ArrayList<SlotKey>();
    for (int i = 0; i < list.length; i += 4) {
      keys.add(new SlotKey(u16(list, i), u16(list, i + 2)));
    }
    return keys;
  }

  private static int u16(byte[] b, int at) {
    return (b[at] & 0xFF) << 8 | (b[at + 1] & 0xFF);
  }
}
