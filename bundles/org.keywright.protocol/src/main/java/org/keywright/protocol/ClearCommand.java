// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol;

import java.util.ArrayList;
import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyMaterial;

/**
 * A command of class 80 that carries secrets in clear, for use inside a secured room, through a
 * device's own secure channel, or on a device's own keypad.
 *
 * <p>This is the one place that puts clear secrets into a command; the architecture law names those
 * who may use it. For one thread.
 */
public final class ClearCommand {
  private static final int LONGEST_SECRET = 127;

  private final int instruction;
  private final int p1;
  private final List<Part> parts = new ArrayList<>();
  private int length;

  private sealed interface Part {
    int length();

    int copyInto(byte[] out, int at);
  }

  private record Open(Bytes encoded) implements Part {
    @Override
    public int length() {
      return encoded.length();
    }

    @Override
    public int copyInto(byte[] out, int at) {
      System.arraycopy(encoded.toArray(), 0, out, at, encoded.length());
      return at + encoded.length();
    }
  }

  private record Secret(int tag, KeyMaterial value) implements Part {
    @Override
    public int length() {
      return 2 + value.length();
    }

    @Override
    public int copyInto(byte[] out, int at) {
      out[at] = (byte) tag;
      out[at + 1] = (byte) value.length();
      value.copyInto(out, at + 2);
      return at + 2 + value.length();
    }
  }

  /** Begins a command with P1 and P2 zero. */
  public ClearCommand(int instruction) {
    this(instruction, 0);
  }

  /** Begins a command with P2 zero. */
  public ClearCommand(int instruction, int p1) {
    this.instruction = instruction;
    this.p1 = p1;
  }

  /** Adds TLVs that are encoded already and not secret. */
  public ClearCommand raw(byte[] encoded) {
    return add(new Open(Bytes.of(encoded)));
  }

  /** Adds one TLV with a secret of at most 127 bytes, which stays the caller's. */
  public ClearCommand secret(int tag, KeyMaterial value) {
    if (value.length() > LONGEST_SECRET) {
      throw new IllegalArgumentException("a secret of " + value.length() + " bytes is too long");
    }
    return add(new Secret(tag, value));
  }

  private ClearCommand add(Part part) {
    parts.add(part);
    length += part.length();
    return this;
  }

  /** The whole command APDU, which belongs to the caller, who wipes it after it is sent. */
  public byte[] toBytes() {
    boolean extended = length > 255;
    int header = extended ? 7 : 5;
    byte[] out = new byte[header + length + (extended ? 2 : 1)];
    out[0] = (byte) 0x80;
    out[1] = (byte) instruction;
    out[2] = (byte) p1;
    if (extended) {
      out[5] = (byte) (length >> 8);
      out[6] = (byte) length;
    } else {
      out[4] = (byte) length;
    }
    int at = header;
    for (Part part : parts) {
      at = part.copyInto(out, at);
    }
    return out;
  }
}
