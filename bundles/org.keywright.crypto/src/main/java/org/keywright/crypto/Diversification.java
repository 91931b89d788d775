// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import java.util.ArrayList;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes a key of another key and of what it is for: ALGO1 of the download method.
 *
 * <p>Implementations are safe for use by many threads and keep nothing of a call.
 */
@ConsumerType
public interface Diversification {
  /** The algorithm's name as its standard has it. */
  String name();

  /**
   * Derives one key, which the caller owns.
   *
   * @param master the key to derive from; stays the caller's
   * @param label what the new key is for; an algorithm without labels passes over it
   * @param spec the kind of key wanted
   * @param fields the context in order; the algorithm frames them
   * @throws KeyException if master, kind or fields do not fit the algorithm
   */
  Key diversify(Key master, String label, KeySpec spec, byte[]... fields) throws KeyException;

  /** Derives one key for each label from the same master and context; one pass where that pays. */
  default List<Key> diversifyAll(Key master, List<String> labels, KeySpec spec, byte[]... fields)
      throws KeyException {
    var keys = new ArrayList<Key>(labels.size());
    try {
      for (String label : labels) {
        keys.add(diversify(master, label, spec, fields));
      }
      return keys;
    } catch (KeyException | RuntimeException e) {
      keys.forEach(Key::close);
      throw e;
    }
  }
}
