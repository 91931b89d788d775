// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

/**
 * A key held by handle: what kind it is, and the material behind it.
 *
 * <p>Whoever made or received it owns it and closes it, which wipes the material. Many threads may
 * use it at a time; closing while it is in use makes the other uses fail, never leak.
 */
public final class Key implements AutoCloseable {
  private final KeySpec spec;
  private final KeyMaterial material;

  private Key(KeySpec spec, KeyMaterial material) {
    this.spec = spec;
    this.material = material;
  }

  /**
   * Makes a key of material, which from now on belongs to the key.
   *
   * @throws KeyException if the length is not the kind's; the material is wiped then
   */
  public static Key of(KeySpec spec, KeyMaterial material) throws KeyException {
    if (material.length() != spec.length()) {
      material.close();
      throw new KeyException(
          "a key of kind " + spec + " has " + spec.length() + " bytes, not " + material.length());
    }
    return new Key(spec, material);
  }

  /** What kind of key it is. */
  public KeySpec spec() {
    return spec;
  }

  /** The material, which stays the key's; for algorithms. */
  public KeyMaterial material() {
    return material;
  }

  /** Returns a second handle with its own copy of the material. */
  public Key copy() {
    return new Key(spec, material.copy());
  }

  /**
   * Whether each byte has odd parity, as a TDES key should (FIPS 46-3); so for other keys, whose
   * bits all count.
   */
  public boolean hasOddParity() {
    return spec.algorithm() != KeyAlgorithm.TDES
        || material.expose(
            lent -> {
              int odd = 1;
              for (byte each : lent) {
                odd &= Integer.bitCount(each & 0xFF);
              }
              return odd == 1;
            });
  }

  /** Compares kind and bytes, the bytes in constant time. */
  public boolean sameKeyAs(Key other) {
    return spec.equals(other.spec) && material.sameBytesAs(other.material);
  }

  /** Wipes the material. */
  @Override
  public void close() {
    material.close();
  }

  @Override
  public String toString() {
    return "Key[" + spec + "]";
  }
}
