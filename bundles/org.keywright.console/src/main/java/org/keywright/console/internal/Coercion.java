// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keywright.console.spi.UsageException;
import org.keywright.crypto.Bytes;

/** Turns words into what a command's method takes. */
final class Coercion {
  private Coercion() {}

  /**
   * Turns one word into a value.
   *
   * @param what whose value it is, for the message
   * @throws UsageException if the word does not say one
   */
  static Object convert(String what, Class<?> type, Object word) throws UsageException {
    if (type.isInstance(word)) {
      return word;
    }
    String text = word.toString();
    if (type == String.class) {
      return text;
    } else if (type == int.class || type == Integer.class) {
      return (int) number(what, text, Integer.MAX_VALUE);
    } else if (type == long.class || type == Long.class) {
      return number(what, text, Long.MAX_VALUE);
    } else if (type == Path.class) {
      return path(what, text);
    } else if (type == Bytes.class) {
      return hex(what, text);
    } else if (type.isEnum() && parser(type).isEmpty()) {
      return constant(what, type, text);
    }
    return parsed(what, type, text);
  }

  private static long number(String what, String text, long most) throws UsageException {
    try {
      long number = Long.parseLong(text);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below, as for one out of range
    }
    throw new UsageException(
        what + ": '" + text + "' is no number", "a whole one from 0 on, as in 12");
  }

  private static Path path(String what, String text) throws UsageException {
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new UsageException(what + ": '" + text + "' is no file name", e.getReason());
    }
  }

  private static Bytes hex(String what, String text) throws UsageException {
    try {
      return Bytes.ofHex(text.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          what + ": these are no bytes in hex", "two digits for each, as in 00A40400");
    }
  }

  private static Object constant(String what, Class<?> type, String text) throws UsageException {
    for (Object each : type.getEnumConstants()) {
      if (word(each).equals(text.toLowerCase(Locale.ROOT))) {
        return each;
      }
    }
    throw new UsageException(
        what + ": '" + text + "' is unknown", "choose " + String.join(", ", choices(type)));
  }

  /** The words for an enum's constants. */
  static List<String> choices(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Coercion::word)
        .collect(Collectors.toUnmodifiableList());
  }

  /** An enum's constant as it is written. */
  static String word(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The static method of one text by which a type is read. */
  private static Optional<Method> parser(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(m -> Modifier.isStatic(m.getModifiers()) && m.getReturnType() == type)
        .filter(m -> m.getName().equals("parse") || m.getName().equals("ofHex"))
        .filter(m -> Arrays.equals(m.getParameterTypes(), new Class<?>[] {String.class}))
        .findFirst();
  }

  private static Object parsed(String what, Class<?> type, String text) throws UsageException {
    Method parser =
        parser(type).orElseThrow(() -> new UsageException(what + ": '" + text + "' is unfit", ""));
    try {
      return parser.invoke(null, text);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new UsageException(what + ": " + cause.getMessage(), "");
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(parser + " is not public", e);
    }
  }
}
