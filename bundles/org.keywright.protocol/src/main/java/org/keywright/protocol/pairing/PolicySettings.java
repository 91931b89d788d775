// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.keywright.transport.TlvException;

/**
 * The settings of a module; in tag 9B nine bytes: floor, victims, start, code mode, digits, flags
 * (01 half pairings, 02 keep CY), seconds to wait, host generations (2).
 *
 * @param floor the lowest suite id that the module accepts
 * @param victims which pairing goes when there is no free place
 * @param start where the activity counter of a new pairing begins
 * @param codes which codes it asks for
 * @param completesHalf whether a pairing that was never verified may be done again with the same
 *     code and index, once for each time that the power is switched on
 * @param keepsCryptogram whether it keeps CY itself for each pairing, or only its digest
 * @param backOff seconds that it takes no code after a wrong one; 0 to 255
 * @param hostGenerations which generations of the host key it takes: bit g for generation g
 */
public record PolicySettings(
    int floor,
    VictimPolicy victims,
    StartCount start,
    CodeRule codes,
    boolean completesHalf,
    boolean keepsCryptogram,
    int backOff,
    int hostGenerations) {
  /** What a module does unless it is told otherwise. */
  public static final PolicySettings DEFAULT =
      new PolicySettings(
          1,
          VictimPolicy.LEAST_ACTIVE,
          StartCount.LOWEST_OF_OTHERS,
          CodeRule.DEFAULT,
          true,
          false,
          5,
          0xFFFF);

  static final int ENCODED = 9;

  /** Checks the ranges. */
  public PolicySettings {
    if (floor < 0
        || floor > 0xFF
        || backOff < 0
        || backOff > 0xFF
        || hostGenerations < 0
        || hostGenerations > 0xFFFF) {
      throw new IllegalArgumentException("a setting of a module is out of its range");
    }
  }

  /** The same settings with other victims. */
  public PolicySettings with(VictimPolicy other) {
    return new PolicySettings(
        floor, other, start, codes, completesHalf, keepsCryptogram, backOff, hostGenerations);
  }

  /** The same settings with another start. */
  public PolicySettings with(StartCount other) {
    return new PolicySettings(
        floor, victims, other, codes, completesHalf, keepsCryptogram, backOff, hostGenerations);
  }

  /** The same settings with other codes. */
  public PolicySettings with(CodeRule other) {
    return new PolicySettings(
        floor, victims, start, other, completesHalf, keepsCryptogram, backOff, hostGenerations);
  }

  /**
   * The same settings with other generations of the host key.
   *
   * @param taken those that are taken, each 0 to 15
   */
  public PolicySettings withHostGenerations(List<Integer> taken) {
    int bits = 0;
    for (int generation : taken) {
      bits |= 1 << generation;
    }
    return new PolicySettings(
        floor, victims, start, codes, completesHalf, keepsCryptogram, backOff, bits);
  }

  /** Whether a generation of the host key is taken. */
  public boolean takesHostGeneration(int generation) {
    return (hostGenerations >> generation & 1) == 1;
  }

  byte[] encode() {
    return ByteBuffer.allocate(ENCODED)
        .put((byte) floor)
        .put((byte) victims.code())
        .put((byte) start.code())
        .put((byte) codes.mode().code())
        .put((byte) codes.digits())
        .put((byte) ((completesHalf ? 1 : 0) | (keepsCryptogram ? 2 : 0)))
        .put((byte) backOff)
        .putShort((short) hostGenerations)
        .array();
  }

  static PolicySettings decode(byte[] encoded) throws TlvException {
    int flags = encoded[5] & 0xFF;
    int digits = encoded[4] & 0xFF;
    if (flags > 3 || digits < CodeRule.FEWEST || digits > CodeRule.MOST) {
      throw new TlvException("tag 9B holds a setting that does not exist");
    }
    return new PolicySettings(
        encoded[0] & 0xFF,
        known(VictimPolicy.of(encoded[1])),
        known(StartCount.of(encoded[2])),
        new CodeRule(known(CodeMode.of(encoded[3])), digits),
        (flags & 1) != 0,
        (flags & 2) != 0,
        encoded[6] & 0xFF,
        (encoded[7] & 0xFF) << 8 | (encoded[8] & 0xFF));
  }

  private static <T> T known(Optional<T> setting) throws TlvException {
    return setting.orElseThrow(
        () -> new TlvException("tag 9B holds a setting that does not exist"));
  }
}
