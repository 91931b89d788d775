// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.util.Locale;

/**
 * A party of the personalization of modules that a vault holds the key of: a manufacturer, a
 * personalization unit or a central system.
 *
 * @param role which of the three; the purpose of its root key
 * @param name what people call it; the name of its root key
 */
public record Party(RootPurpose role, String name) {
  /** A manufacturer. */
  public static Party manufacturer(String name) {
    return new Party(RootPurpose.MANUFACTURER, name);
  }

  /** A personalization unit. */
  public static Party unit(String name) {
    return new Party(RootPurpose.PERSONALIZATION_UNIT, name);
  }

  /** A central system. */
  public static Party central(String name) {
    return new Party(RootPurpose.CENTRAL_SYSTEM, name);
  }

  /** Role and name in words: {@code personalization unit north}. */
  @Override
  public String toString() {
    return role.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + name;
  }
}
