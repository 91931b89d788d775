// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keywright.console.spi.UsageException;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyState;
import org.keywright.vault.KeyFilter;

/** Conditions on keys as they are typed: {@code usage=D0}. */
final class KeyWhere {
  private static final List<String> NAMES =
      List.of("label", "usage", "algorithm", "state", "kcv", "origin", "ends");

  private final Map<String, String> given = new LinkedHashMap<>();

  private KeyWhere(List<String> conditions) throws UsageException {
    for (String condition : conditions) {
      int equals = condition.indexOf('=');
      String name = equals < 0 ? condition : condition.substring(0, equals);
      if (equals < 0 || !NAMES.contains(name)) {
        throw new UsageException(
            "--where: '" + condition + "' is no condition",
            "as in usage=D0; names are " + String.join(", ", NAMES));
      }
      if (given.put(name, condition.substring(equals + 1)) != null) {
        throw new UsageException("--where: " + name + " is given twice", "");
      }
    }
  }

  /** Reads conditions. */
  static KeyFilter filter(Optional<String> keySet, List<String> conditions) throws UsageException {
    var where = new KeyWhere(conditions);
    return new KeyFilter(
        keySet,
        where.text("label"),
        where.text("usage"),
        where.value("algorithm", KeyAlgorithm.class),
        where.value("state", KeyState.class),
        where.value("kcv", Bytes.class),
        where.text("origin"),
        where.value("ends", Moment.class).map(Moment::instant));
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(given.get(name));
  }

  private <T> Optional<T> value(String name, Class<T> type) throws UsageException {
    String word = given.get(name);
    return word == null
        ? Optional.empty()
        : Optional.of(type.cast(Coercion.convert("--where " + name, type, word)));
  }
}
