// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import java.util.Arrays;

/** Writes BER-TLV with one-byte tags and DER lengths. For one thread; each call returns this. */
public final class TlvWriter {
  private byte[] buffer;
  private int length;

  /** Makes a writer with room for a short command. */
  public TlvWriter() {
    this(256);
  }

  /** Makes a writer with room for so many bytes, which grows when they do not suffice. */
  public TlvWriter(int room) {
    buffer = new byte[room];
  }

  /** Writes a value. */
  public TlvWriter put(int tag, byte[] value) {
    header(tag, value.length);
    System.arraycopy(value, 0, buffer, length, value.length);
    length += value.length;
    return this;
  }

  /** Writes a number as so many bytes, big-endian. */
  public TlvWriter putNumber(int tag, long number, int bytes) {
    header(tag, bytes);
    for (int i = bytes - 1; i >= 0; i--) {
      buffer[length++] = (byte) (number >> (8 * i));
    }
    return this;
  }

  /** Writes a template around what another writer holds. */
  public TlvWriter nest(int tag, TlvWriter content) {
    header(tag, content.length);
    System.arraycopy(content.buffer, 0, buffer, length, content.length);
    length += content.length;
    return this;
  }

  /** Writes bytes that are encoded already. */
  public TlvWriter raw(byte[] encoded) {
    room(encoded.length);
    System.arraycopy(encoded, 0, buffer, length, encoded.length);
    length += encoded.length;
    return this;
  }

  /** Forgets what was written and overwrites it; for content that is secret. */
  public void wipe() {
    Arrays.fill(buffer, (byte) 0);
    length = 0;
  }

  /** Returns what was written as the content of a template. */
  public byte[] toTemplate(int tag) {
    int header = length < 0x80 ? 2 : length < 0x100 ? 3 : 4;
    var whole = new TlvWriter(header + length);
    whole.nest(tag, this);
    return whole.length == whole.buffer.length ? whole.buffer : whole.toBytes();
  }

  /** Returns a copy of what was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(buffer, length);
  }

  private void header(int tag, int size) {
    if (tag < 1 || tag > 0xFE || (tag & 0x1F) == 0x1F || size > 0xFFFF) {
      throw new IllegalArgumentException("tag %02X with %d bytes".formatted(tag, size));
    }
    room((size < 0x80 ? 2 : size < 0x100 ? 3 : 4) + size);
    buffer[length++] = (byte) tag;
    if (size >= 0x100) {
      buffer[length++] = (byte) 0x82;
      buffer[length++] = (byte) (size >> 8);
    } else if (size >= 0x80) {
      buffer[length++] = (byte) 0x81;
    }
    buffer[length++] = (byte) size;
  }

  private void room(int more) {
    if (length + more > buffer.length) {
      byte[] larger = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
      Arrays.fill(buffer, (byte) 0);
      buffer = larger;
    }
  }
}
