// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony;

/**
 * Which key of the vault: an application key, or the transport key of a key set.
 *
 * @param keySet the key set
 * @param ref the application key's reference; 0 for the transport key
 */
public record KeyName(String keySet, int ref) {
  private static final String TRANSPORT = "transport";
  private static final int MOST = 0xFFFF;

  /** Checks the reference. */
  public KeyName {
    if (ref < 0 || ref > MOST) {
      throw new IllegalArgumentException("references of keys are 1 to " + MOST);
    }
  }

  /**
   * Reads {@code north/1} or {@code north/transport}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static KeyName parse(String text) {
    int slash = text.lastIndexOf('/');
    String ref = text.substring(slash + 1);
    if (slash > 0 && ref.equals(TRANSPORT)) {
      return new KeyName(text.substring(0, slash), 0);
    }
    if (slash > 0 && ref.matches("[1-9][0-9]{0,4}")) {
      return new KeyName(text.substring(0, slash), Integer.parseInt(ref));
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no key: write KEYSET/REF, or KEYSET/transport");
  }

  /** Whether it is the transport key. */
  public boolean transport() {
    return ref == 0;
  }

  @Override
  public String toString() {
    return keySet + "/" + (transport() ? TRANSPORT : ref);
  }
}
