// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.HexFormat;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;

/**
 * What the vector tests share: the proved primitives, keys on curves, and values from hex and back.
 */
final class Samples {
  static final Primitives PRIMITIVES = Primitives.standard();
  static final CurvePrimitives CURVES = new CurvePrimitives(PRIMITIVES);
  static final BouncyCastleEcKeys EC_KEYS = new BouncyCastleEcKeys(CURVES);

  private Samples() {}

  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  static String hex(KeyMaterial material) {
    return material.expose(Samples::hex);
  }

  static String hex(Key key) {
    return hex(key.material());
  }

  static KeyMaterial material(String hex) {
    return KeyMaterial.consume(bytes(hex));
  }

  static Key aes(String hex) {
    return key(KeyAlgorithm.AES, hex);
  }

  static Key tdes(String hex) {
    return key(KeyAlgorithm.TDES, hex);
  }

  static Key key(KeyAlgorithm algorithm, String hex) {
    try {
      return Key.of(new KeySpec(algorithm, 4 * hex.length()), material(hex));
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }
}
