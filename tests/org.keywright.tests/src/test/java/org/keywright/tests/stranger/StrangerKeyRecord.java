// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.stranger;

import java.util.Arrays;
import java.util.Optional;

/** KEYREC of download.md, section 4.4. */
final class StrangerKeyRecord implements AutoCloseable {
  private static final int HEAD = 16;

  private final byte[] record;

  private StrangerKeyRecord(byte[] record) {
    this.record = record;
  }

  /** A record laid out as it must be; empty for any other. */
  static Optional<StrangerKeyRecord> read(byte[] bytes) {
    if (bytes.length < HEAD) {
      return Optional.empty();
    }
    var record = new StrangerKeyRecord(bytes);
    int bits = record.number(8);
    boolean kind =
        switch (record.algorithm()) {
          case 'A' -> bits == 128 || bits == 192 || bits == 256;
          case 'T' -> bits == 128 || bits == 192;
          default -> false;
        };
    boolean right =
        bytes[0] == 1
            && isUsage(record.usage())
            && kind
            && "BCDEGNSTVXY".indexOf(bytes[4]) >= 0
            && "ENS".indexOf(bytes[5]) >= 0
            && record.version() != 0
            && Arrays.equals(Arrays.copyOfRange(bytes, 10, HEAD), new byte[6])
            && bytes.length == HEAD + bits / 8;
    return right ? Optional.of(record) : Optional.empty();
  }

  static boolean isUsage(byte[] two) {
    for (byte b : two) {
      if (!(b >= 'A' && b <= 'Z' || b >= '0' && b <= '9')) {
        return false;
      }
    }
    return true;
  }

  byte[] usage() {
    return Arrays.copyOfRange(record, 1, 3);
  }

  int algorithm() {
    return record[3];
  }

  int version() {
    return number(6);
  }

  byte[] key() {
    return Arrays.copyOfRange(record, HEAD, record.length);
  }

  byte[] bytes() {
    return record;
  }

  @Override
  public void close() {
    Arrays.fill(record, (byte) 0);
  }

  private int number(int offset) {
    return StrangerTlv.number(Arrays.copyOfRange(record, offset, offset + 2));
  }
}
