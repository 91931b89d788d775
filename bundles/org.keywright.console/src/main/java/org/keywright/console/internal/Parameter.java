// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.List;
import java.util.Optional;

/**
 * One parameter of a command's method.
 *
 * @param role how it is given
 * @param name the argument's name in capitals, or the option's with its dashes
 * @param argument the name of an option's value; empty for a flag
 * @param description what it is, in a few words
 * @param values the kind of values that completion proposes; may be empty
 * @param otherwise what is taken if it is not given; may be empty
 * @param bare what is taken if an option is given without its value; may be empty
 * @param type what a word is turned into
 * @param count how often it may be given
 */
record Parameter(
    Role role,
    String name,
    String argument,
    String description,
    String values,
    String otherwise,
    String bare,
    Class<?> type,
    Count count) {
  enum Role {
    ARGUMENT,
    OPTION,
    CONSOLE
  }

  enum Count {
    ONE,
    OPTIONAL,
    MANY
  }

  boolean flag() {
    return role == Role.OPTION && type == boolean.class;
  }

  boolean required() {
    return count == Count.ONE && otherwise.isEmpty() && !flag() && role != Role.CONSOLE;
  }

  /** How it stands in a synopsis. */
  String synopsis() {
    String shown =
        role == Role.ARGUMENT
            ? name
            : flag() ? name : bare.isEmpty() ? name + " " + argument : name + " [" + argument + "]";
    String often = count == Count.MANY ? shown + "…" : shown;
    return required() ? often : "[" + often + "]";
  }

  /** What it is taken to be if it is not given and nothing is said for that case. */
  Object absent() {
    return switch (count) {
      case OPTIONAL -> Optional.empty();
      case MANY -> List.of();
      case ONE -> false;
    };
  }
}
