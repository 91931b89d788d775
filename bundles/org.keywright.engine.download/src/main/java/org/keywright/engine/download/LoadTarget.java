// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import org.keywright.protocol.SetId;

/**
 * What all loads of one job have in common.
 *
 * @param keySet the key set's name
 * @param setId SET
 * @param transportKeyVersion TVER
 * @param suite the suite's id
 * @param ref1 REF1
 * @param mode whether the places must be empty
 */
public record LoadTarget(
    String keySet, SetId setId, int transportKeyVersion, int suite, int ref1, LoadMode mode) {
  /** The key as messages name it: {@code fuel/3}. */
  public String key() {
    return keySet + "/" + ref1;
  }
}
