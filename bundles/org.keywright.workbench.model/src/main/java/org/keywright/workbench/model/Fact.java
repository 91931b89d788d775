// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

/**
 * One fact, as a page or the properties show it.
 *
 * @param name what it is
 * @param value what it says
 */
public record Fact(String name, String value) {
  static Fact of(String key, Object value) {
    return new Fact(Texts.text(key), value.toString());
  }

  static Fact of(Enum<?> name, Object value) {
    return new Fact(Texts.text(name), value.toString());
  }
}
