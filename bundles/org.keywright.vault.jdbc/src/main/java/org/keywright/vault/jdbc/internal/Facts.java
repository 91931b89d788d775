// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names with values as one text: a line {@code name=value} each, by name; a backslash stands before
 * a backslash, before an equals sign in a name, and before {@code n} for the end of a line.
 */
final class Facts {
  private Facts() {}

  static String encode(Map<String, String> facts) {
    var out = new StringBuilder();
    new TreeMap<>(facts)
        .forEach(
            (name, value) -> {
              append(out, name, true);
              out.append('=');
              append(out, value, false);
              out.append('\n');
            });
    return out.toString();
  }

  static Map<String, String> decode(String text) {
    var facts = new LinkedHashMap<String, String>();
    var part = new StringBuilder();
    String name = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        part.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
      } else if (c == '=' && name == null) {
        name = part.toString();
        part.setLength(0);
      } else if (c == '\n') {
        facts.put(name == null ? "" : name, part.toString());
        part.setLength(0);
        name = null;
      } else {
        part.append(c);
      }
    }
    return facts;
  }

  private static void append(StringBuilder out, String text, boolean isName) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        out.append("\\n");
      } else {
        if (c == '\\' || (isName && c == '=')) {
          out.append('\\');
        }
        out.append(c);
      }
    }
  }
}
