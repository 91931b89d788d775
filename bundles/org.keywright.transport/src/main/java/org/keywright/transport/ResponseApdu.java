// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import java.util.Arrays;

/** A response APDU (ISO/IEC 7816-4, clause 5.1), immutable: data and status word. */
public final class ResponseApdu {
  private static final byte[] NO_DATA = {};

  private final byte[] data;
  private final StatusWord status;

  /** Makes a response; the data are copied. */
  public ResponseApdu(byte[] data, StatusWord status) {
    this(status, data.length == 0 ? NO_DATA : data.clone());
  }

  /** Makes a response without data. */
  public ResponseApdu(StatusWord status) {
    this(status, NO_DATA);
  }

  private ResponseApdu(StatusWord status, byte[] data) {
    this.status = status;
    this.data = data;
  }

  /**
   * Reads an encoded response.
   *
   * @throws LinkException if it is too short to hold a status word
   */
  public static ResponseApdu parse(byte[] encoded) throws LinkException {
    int n = encoded.length;
    if (n < 2) {
      throw new LinkException("the answer has " + n + " bytes and so no status word");
    }
    int status = (encoded[n - 2] & 0xFF) << 8 | (encoded[n - 1] & 0xFF);
    return new ResponseApdu(
        status == 0x9000 ? StatusWord.OK : new StatusWord(status),
        n == 2 ? NO_DATA : Arrays.copyOf(encoded, n - 2));
  }

  /** A copy of the data. */
  public byte[] data() {
    return data.clone();
  }

  /** The length of the data. */
  public int length() {
    return data.length;
  }

  /** The status word. */
  public StatusWord status() {
    return status;
  }

  /** Encodes the response. */
  public byte[] toBytes() {
    byte[] out = Arrays.copyOf(data, data.length + 2);
    out[data.length] = (byte) (status.value() >> 8);
    out[data.length + 1] = (byte) status.value();
    return out;
  }

  /** The length of the data and the status word. */
  @Override
  public String toString() {
    return data.length == 0 ? status.hex() : "<" + data.length + " bytes> " + status.hex();
  }
}
