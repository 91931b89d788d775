// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.time.Instant;
import org.keywright.crypto.Bytes;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;

/**
 * E7: the personalization unit's signed order to one module to enter the personalization state.
 *
 * @param id the work order, 16 bytes
 * @param kind whether a module in operation may give up its key for it
 * @param module which module
 * @param time the unit's time, to the second; a module without a clock takes it
 * @param expiry until when the order is good
 * @param policy what the run demands
 * @param signature of the unit, 64 bytes, over label, channel binding and all fields
 */
public record Order(
    Bytes id,
    Kind kind,
    SerialNumber module,
    Instant time,
    Instant expiry,
    Policy policy,
    Bytes signature) {
  /** The tag of the template. */
  static final int TAG = 0xE7;

  /** The length of a work order's id in bytes. */
  public static final int ID_LENGTH = 16;

  /** What an order is for. */
  public enum Kind {
    /** A module without a module key. */
    FIRST(0x01),
    /** A module that gives up its key, if it has one. */
    RENEWAL(0x02);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /** The same order under a signature. */
  Order signed(Bytes made) {
    return new Order(id, kind, module, time, expiry, policy, made);
  }

  /** What the unit signs for the link of this binding. */
  byte[] covered(Bytes binding) {
    return Labelled.bytes("KW2.ORDER", binding.toArray(), fields().toBytes());
  }

  private TlvWriter fields() {
    return new TlvWriter(160)
        .put(0x80, id.toArray())
        .putNumber(0x81, kind.code(), 1)
        .put(0x82, module.value().toArray())
        .putNumber(0x83, time.getEpochSecond(), 8)
        .putNumber(0x84, expiry.getEpochSecond(), 8)
        .put(0x85, policy.encode().toArray());
  }

  /** Encodes the template E7 whole. */
  public byte[] encode() {
    return fields().put(0x8F, signature.toArray()).toTemplate(TAG);
  }

  /**
   * Reads the template E7 and nothing beside it.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length,
   *     or a value is none
   */
  public static Order decode(byte[] encoded) throws TlvException {
    var in = Tags.whole(encoded, TAG);
    Bytes id = Tags.take(in, 0x80, ID_LENGTH);
    int kind = in.takeNumber(0x81, 1);
    if (kind < 1 || kind > Kind.values().length) {
      throw new TlvException("tag 81 names no kind of order");
    }
    var module = SerialNumber.of(in.take(0x82, SerialNumber.LENGTH));
    var time = Tags.takeTime(in, 0x83);
    var expiry = Tags.takeTime(in, 0x84);
    var policy =
        Policy.decode(in.take(0x85, Policy.LENGTH))
            .orElseThrow(() -> new TlvException("tag 85 holds no policy"));
    Bytes signature = Tags.take(in, 0x8F, Tags.SIGNATURE);
    in.end();
    return new Order(id, Kind.values()[kind - 1], module, time, expiry, policy, signature);
  }
}
