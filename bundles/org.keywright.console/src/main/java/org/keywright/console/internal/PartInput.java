// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.Console;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeyParts;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Sharing;

/**
 * Takes parts of keys from their holders, each alone: the screen is cleared before and after, and
 * nothing that is typed is shown. A holder types the lines of his letter, or the whole part at once
 * as a scanner does; a line that is mistyped is asked for again, and so is a part.
 */
final class PartInput {
  /** How often somebody may type a line, and a part. */
  static final int TRIES = 3;

  /** More than a line of a letter has, and less than a whole part. */
  private static final int LONGEST_LINE = 30;

  private static final int LINE_BYTES = 8;

  private final KeyParts parts;
  private final Console console;

  PartInput(KeyParts parts, Console console) {
    this.parts = parts;
    this.console = console;
  }

  /**
   * Takes a part; the caller owns it. From a file there is one try.
   *
   * @param what which part, in words
   * @param awaited its number; 0 for any
   */
  KeyPart take(String what, Sharing.Method method, KeySpec spec, int awaited, Optional<Path> file)
      throws CommandException, KeyException, IOException, InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        return once(what, method, spec, awaited, file);
      } catch (KeyException e) {
        if (file.isPresent() || tries == TRIES) {
          throw new KeyException(what + ": " + e.getMessage(), e);
        }
        console.remark(what + ": " + e.getMessage() + "; once more");
      }
    }
  }

  /** Takes a part, with one try for the whole of it. */
  KeyPart once(String what, Sharing.Method method, KeySpec spec, int awaited, Optional<Path> file)
      throws CommandException, KeyException, IOException, InterruptedException {
    console.clear();
    try (KeyMaterial typed = console.secret(file.isPresent() ? what : what + ", line 1", file)) {
      return typed.length() > LONGEST_LINE
          ? parts.read(typed, method, spec, awaited)
          : inLines(typed, what, method, spec, awaited);
    } finally {
      console.clear();
    }
  }

  private KeyPart inLines(
      KeyMaterial first, String what, Sharing.Method method, KeySpec spec, int awaited)
      throws CommandException, KeyException, IOException, InterruptedException {
    var lines = new ArrayList<KeyMaterial>();
    try {
      lines.add(first(first, what));
      while (lines.size() < spec.length() / LINE_BYTES) {
        lines.add(line(what, lines.size() + 1, 1));
      }
      try (KeyMaterial all = KeyMaterial.join(lines.toArray(KeyMaterial[]::new))) {
        int number = awaited == 0 ? number(what) : awaited;
        return parts.checked(all, method, spec, number, console.answer(what + ", its check value"));
      }
    } finally {
      lines.forEach(KeyMaterial::close);
    }
  }

  private KeyMaterial first(KeyMaterial typed, String what)
      throws CommandException, KeyException, IOException, InterruptedException {
    try {
      return parts.line(typed, 1);
    } catch (KeyException e) {
      console.remark(what + ": " + e.getMessage() + "; once more");
      return line(what, 1, 2);
    }
  }

  private KeyMaterial line(String what, int line, int firstTry)
      throws CommandException, KeyException, IOException, InterruptedException {
    for (int tries = firstTry; ; tries++) {
      try (KeyMaterial typed = console.secret(what + ", line " + line, Optional.empty())) {
        return parts.line(typed, line);
      } catch (KeyException e) {
        if (tries == TRIES) {
          throw e;
        }
        console.remark(what + ": " + e.getMessage() + "; once more");
      }
    }
  }

  private int number(String what) throws CommandException, IOException, InterruptedException {
    String typed = console.answer(what + ", its number");
    try {
      return Integer.parseInt(typed);
    } catch (NumberFormatException e) {
      throw new CommandException(what + ": '" + typed + "' is no number");
    }
  }
}
