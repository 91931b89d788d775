// SPDX-License-Identifier: EPL-2.0
package com.acme.suite;

import java.util.Arrays;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Mac;

/** The first 16 bytes of HMAC-SHA-256, for the protocol's codes have 16. */
final class ShortHmac implements Mac {
  @Override
  public String name() {
    return "HMAC-SHA-256-128";
  }

  @Override
  public int length() {
    return 16;
  }

  @Override
  public byte[] mac(Key key, byte[] data) throws KeyException {
    return Arrays.copyOf(Hmac.of(key, data), length());
  }
}
