// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.ceremony;

import java.io.IOException;
import org.keywright.ceremony.Question;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeySpec;

/** What somebody does with the part that he is asked for. */
enum Manner {
  RIGHT,
  DIGIT_MISTYPED,
  CHECK_VALUE_MISTYPED,
  PART_OF_SOMEBODY_ELSE,
  PART_OF_ANOTHER_KEY,
  PART_OF_ANOTHER_KIND,
  RUNS_AWAY;

  /**
   * What he enters.
   *
   * @param part the one that he holds
   */
  KeyPart bring(CeremonyRoom room, Question.Part question, KeyPart part)
      throws KeyException, IOException {
    if (this == RUNS_AWAY) {
      throw new IOException("nobody is at the keyboard");
    }
    if (this == PART_OF_ANOTHER_KEY) {
      Key another = room.crypto.keys.generate(question.kind());
      return new KeyPart(question.method(), part.number(), another);
    }
    if (this == PART_OF_ANOTHER_KIND) {
      KeySpec kind = question.kind().equals(KeySpec.AES_128) ? KeySpec.AES_256 : KeySpec.AES_128;
      return new KeyPart(question.method(), part.number(), room.crypto.keys.generate(kind));
    }
    try (KeyMaterial line = room.parts.write(part);
        KeyMaterial typed = typed(line)) {
      return room.parts.read(typed, question.method(), question.kind(), question.number());
    }
  }

  private KeyMaterial typed(KeyMaterial line) {
    return line.expose(
        (byte[] lent) -> {
          int at =
              switch (this) {
                case DIGIT_MISTYPED -> 2; // behind the number and the hyphen
                case CHECK_VALUE_MISTYPED -> lent.length - 1;
                default -> -1;
              };
          if (at >= 0) {
            // Not the last bit: that is the parity of a TDES component.
            lent[at] = (byte) (lent[at] == '7' ? '3' : '7');
          }
          return KeyMaterial.copyOf(lent);
        });
  }
}
