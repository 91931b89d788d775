// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which key of a vault: as people write it, one word for each. */
public sealed interface KeyName {
  /**
   * The transport key T of a key set, {@code north/T}.
   *
   * @param keySet the key set
   */
  record Transport(String keySet) implements KeyName {
    @Override
    public String toString() {
      return keySet + "/T";
    }
  }

  /**
   * An application key TA, {@code north/1}, or one version of it, {@code north/1@2}.
   *
   * @param keySet the key set
   * @param ref REF1, 1 to 65535
   * @param version KVN; empty for the newest
   */
  record Application(String keySet, int ref, OptionalInt version) implements KeyName {
    @Override
    public String toString() {
      return keySet + "/" + ref + (version.isPresent() ? "@" + version.getAsInt() : "");
    }
  }

  /**
   * A root key, {@code host-root:pay-tv/1}.
   *
   * @param purpose what it is for
   * @param name its name
   * @param generation its generation, 1 to 65535
   */
  record Root(RootPurpose purpose, String name, int generation) implements KeyName {
    @Override
    public String toString() {
      return word(purpose) + ":" + name + "/" + generation;
    }
  }

  /** The newest version of an application key. */
  static Application of(String keySet, int ref) {
    return new Application(keySet, ref, OptionalInt.empty());
  }

  /** A purpose as it stands in the name of a root key. */
  static String word(RootPurpose purpose) {
    return purpose.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if it is none; the message says how names are written
   */
  static KeyName parse(String text) {
    Matcher match = Syntax.NAME.matcher(text);
    if (!match.matches()) {
      throw Syntax.malformed(text);
    }
    String name = match.group("name");
    if (match.group("purpose") != null) {
      return new Root(Syntax.purpose(text, match.group("purpose")), name, number(match, "ref"));
    }
    return match.group("ref") == null
        ? new Transport(name)
        : new Application(
            name,
            number(match, "ref"),
            match.group("version") == null
                ? OptionalInt.empty()
                : OptionalInt.of(number(match, "version")));
  }

  private static int number(Matcher match, String group) {
    return Integer.parseInt(match.group(group));
  }

  /** How names are written. */
  final class Syntax {
    private static final Pattern NAME =
        Pattern.compile(
            "(?:(?<purpose>[a-z-]+):)?(?<name>[A-Za-z0-9._-]{1,64})"
                + "/(?:(?<ref>[0-9]{1,5})(?:@(?<version>[0-9]{1,5}))?|T)");

    private Syntax() {}

    private static RootPurpose purpose(String text, String word) {
      return Arrays.stream(RootPurpose.values())
          .filter(purpose -> word(purpose).equals(word))
          .findFirst()
          .orElseThrow(() -> malformed(text));
    }

    private static IllegalArgumentException malformed(String text) {
      String purposes =
          Arrays.stream(RootPurpose.values()).map(KeyName::word).collect(Collectors.joining(", "));
      return new IllegalArgumentException(
          "'%s' names no key: write SET/REF, SET/REF@VERSION, SET/T for the transport key, or"
                  .formatted(text)
              + " PURPOSE:NAME/GENERATION for a root key; purposes are "
              + purposes);
    }
  }
}
