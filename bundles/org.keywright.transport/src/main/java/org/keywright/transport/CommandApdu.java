// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import java.util.Arrays;

/**
 * A command APDU (ISO/IEC 7816-4, clause 5.1), immutable.
 *
 * <p>Data up to 65,535 bytes; {@code ne} is the greatest length of the answer that is awaited, 0
 * for none, at most 65,536. The encoding is short where it fits, else extended.
 */
public final class CommandApdu {
  private static final byte[] NO_DATA = {};

  private final int cla;
  private final int ins;
  private final int p1;
  private final int p2;
  private final byte[] data;
  private final int ne;

  /** Makes a command of all its parts; the data are copied. */
  public CommandApdu(int cla, int ins, int p1, int p2, byte[] data, int ne) {
    if ((cla | ins | p1 | p2) >> 8 != 0 || data.length > 0xFFFF || ne < 0 || ne > 0x10000) {
      throw new IllegalArgumentException("a field of the command is out of its range");
    }
    this.cla = cla;
    this.ins = ins;
    this.p1 = p1;
    this.p2 = p2;
    this.data = data.length == 0 ? NO_DATA : data.clone();
    this.ne = ne;
  }

  private CommandApdu(byte[] encoded, byte[] data, int ne) {
    this.cla = encoded[0] & 0xFF;
    this.ins = encoded[1] & 0xFF;
    this.p1 = encoded[2] & 0xFF;
    this.p2 = encoded[3] & 0xFF;
    this.data = data;
    this.ne = ne;
  }

  /** Makes a command with data that awaits an answer of any short length. */
  public CommandApdu(int cla, int ins, int p1, int p2, byte[] data) {
    this(cla, ins, p1, p2, data, 256);
  }

  /** Makes a command without data that awaits an answer of any short length. */
  public CommandApdu(int cla, int ins, int p1, int p2) {
    this(cla, ins, p1, p2, NO_DATA, 256);
  }

  /**
   * Reads an encoded command, short or extended.
   *
   * @throws MalformedApduException if its lengths do not agree
   */
  public static CommandApdu parse(byte[] encoded) throws MalformedApduException {
    int n = encoded.length;
    if (n < 4) {
      throw new MalformedApduException("a command has at least 4 bytes, this one has " + n);
    }
    if (n == 4) {
      return of(encoded, 4, 0, 0);
    }
    int first = encoded[4] & 0xFF;
    if (n == 5) {
      return of(encoded, 5, 0, first == 0 ? 256 : first);
    }
    if (first != 0) {
      return parseWith(encoded, 5, first, 1);
    }
    if (n < 7) {
      throw new MalformedApduException("the extended length field is cut short");
    }
    int length = u16(encoded, 5);
    if (n == 7) {
      return of(encoded, 7, 0, length == 0 ? 0x10000 : length);
    }
    if (length == 0) {
      throw new MalformedApduException("an extended Lc of zero is followed by bytes");
    }
    return parseWith(encoded, 7, length, 2);
  }

  private static CommandApdu parseWith(byte[] encoded, int from, int length, int leBytes)
      throws MalformedApduException {
    int rest = encoded.length - from - length;
    if (rest == 0) {
      return of(encoded, from, length, 0);
    }
    if (rest != leBytes) {
      throw new MalformedApduException(
          "Lc says " + length + " bytes of data, but " + (encoded.length - from) + " bytes follow");
    }
    int at = from + length;
    int le = leBytes == 1 ? encoded[at] & 0xFF : u16(encoded, at);
    return of(encoded, from, length, le == 0 ? leBytes == 1 ? 256 : 0x10000 : le);
  }

  private static CommandApdu of(byte[] encoded, int from, int length, int ne) {
    byte[] data = length == 0 ? NO_DATA : Arrays.copyOfRange(encoded, from, from + length);
    return new CommandApdu(encoded, data, ne);
  }

  private static int u16(byte[] b, int at) {
    return (b[at] & 0xFF) << 8 | (b[at + 1] & 0xFF);
  }

  /** The class byte. */
  public int cla() {
    return cla;
  }

  /** The instruction byte. */
  public int ins() {
    return ins;
  }

  /** The first parameter byte. */
  public int p1() {
    return p1;
  }

  /** The second parameter byte. */
  public int p2() {
    return p2;
  }

  /** A copy of the data. */
  public byte[] data() {
    return data.clone();
  }

  /** The length of the data. */
  public int nc() {
    return data.length;
  }

  /** The greatest length of the awaited answer; 0 if none is. */
  public int ne() {
    return ne;
  }

  /** Whether the encoding is extended. */
  public boolean extended() {
    return data.length > 255 || ne > 256;
  }

  /** Encodes the command. */
  public byte[] toBytes() {
    boolean extended = extended();
    int lc = data.length == 0 ? 0 : extended ? 3 : 1;
    int le = ne == 0 ? 0 : !extended ? 1 : data.length == 0 ? 3 : 2;
    byte[] out = new byte[4 + lc + data.length + le];
    out[0] = (byte) cla;
    out[1] = (byte) ins;
    out[2] = (byte) p1;
    out[3] = (byte) p2;
    if (lc == 1) {
      out[4] = (byte) data.length;
    } else if (lc == 3) {
      out[5] = (byte) (data.length >> 8);
      out[6] = (byte) data.length;
    }
    System.arraycopy(data, 0, out, 4 + lc, data.length);
    if (le > 0) {
      out[out.length - 1] = (byte) ne;
    }
    if (le > 1) {
      out[out.length - 2] = (byte) (ne >> 8);
    }
    return out;
  }

  /** The header and the lengths, without the data: {@code 80 12 00 00 <172 bytes>}. */
  @Override
  public String toString() {
    String header = "%02X %02X %02X %02X".formatted(cla, ins, p1, p2);
    return data.length == 0 ? header : header + " <" + data.length + " bytes>";
  }
}
