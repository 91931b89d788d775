// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.Collection;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;

/**
 * What the command before returned inside a block. Gogo returns only what the last statement of a
 * block does; so a result is kept here until the next command begins, and is shown then, unless it
 * went into that command's words or into a variable.
 */
final class Pending {
  private @Nullable Object result;
  private int depth;

  synchronized void clear() {
    result = null;
  }

  synchronized void enter() {
    depth++;
    result = null;
  }

  synchronized void leave() {
    depth--;
    result = null;
  }

  synchronized void returned(@Nullable Object value) {
    result = depth > 0 ? value : null;
  }

  /** Takes what is to be shown before the next command begins, if anything. */
  synchronized @Nullable Object take(List<?> words, CommandSession gogo) {
    Object taken = result;
    result = null;
    return taken == null || in(words, taken) || assigned(gogo, taken) ? null : taken;
  }

  @SuppressWarnings("ReferenceEquality") // asks whether it is this very result
  private static boolean in(Collection<?> words, Object value) {
    return words.stream()
        .anyMatch(word -> word == value || (word instanceof Collection<?> many && in(many, value)));
  }

  @SuppressWarnings("ReferenceEquality") // asks whether it is this very result
  private static boolean assigned(CommandSession gogo, Object value) {
    return gogo.get(null) instanceof Collection<?> names
        && names.stream().anyMatch(name -> gogo.get(name.toString()) == value);
  }
}
