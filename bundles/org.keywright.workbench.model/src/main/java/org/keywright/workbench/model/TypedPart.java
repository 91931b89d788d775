// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.keywright.ceremony.Question;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeyParts;
import org.keywright.crypto.KeySpec;

/**
 * A part of a key as its holder has typed it, in the lines of his letter or at once as a scanner
 * does. Owns what was typed, and wipes it when it is closed.
 *
 * @param lines the lines; one that is the whole part if it was scanned
 * @param scanned whether it is the whole part in one line
 * @param number the part's number, if the holder was asked for it
 * @param checkValue the part's check value as it was typed, in hex digits
 */
public record TypedPart(
    List<KeyMaterial> lines, boolean scanned, OptionalInt number, String checkValue)
    implements AutoCloseable {
  private static final int LINE_BYTES = 8;

  /** Copies the list. */
  public TypedPart {
    lines = List.copyOf(lines);
  }

  /** How many lines a letter has for a part of a kind. */
  public static int lines(KeySpec kind) {
    return kind.length() / LINE_BYTES;
  }

  /** Makes the part, which the caller owns, if all that was typed fits. */
  KeyPart part(KeyParts parts, Question.Part question) throws KeyException {
    if (scanned) {
      return parts.read(lines.getFirst(), question.method(), question.kind(), question.number());
    }
    var bytes = new ArrayList<KeyMaterial>();
    try {
      for (KeyMaterial line : lines) {
        bytes.add(parts.line(line, bytes.size() + 1));
      }
      try (KeyMaterial all = KeyMaterial.join(bytes.toArray(KeyMaterial[]::new))) {
        return parts.checked(all, question.method(), question.kind(), wanted(question), checkValue);
      }
    } finally {
      bytes.forEach(KeyMaterial::close);
    }
  }

  private int wanted(Question.Part question) throws KeyException {
    return question.number() == 0
        ? number.orElseThrow(() -> new KeyException(Texts.text("ceremony.nonumber")))
        : question.number();
  }

  @Override
  public void close() {
    lines.forEach(KeyMaterial::close);
  }
}
