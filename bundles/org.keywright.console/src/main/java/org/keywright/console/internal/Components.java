// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads records by their components, and names those for people. */
final class Components {
  private static final Set<String> ACRONYMS =
      Set.of("id", "kcv", "kvn", "csv", "tver", "atr", "ip", "json", "sn", "aid");

  private Components() {}

  static @Nullable Object value(Record record, RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a record does not say its " + component.getName(), e);
    }
  }

  /** {@code transportKcv} as {@code transport KCV}. */
  static String title(String name) {
    var title = new StringBuilder();
    for (String word : name.split("(?<=[a-z0-9])(?=[A-Z])", -1)) {
      String lower = word.toLowerCase(Locale.ROOT);
      title
          .append(title.isEmpty() ? "" : " ")
          .append(ACRONYMS.contains(lower) ? lower.toUpperCase(Locale.ROOT) : lower);
    }
    return title.toString();
  }
}
