// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;

/** A passphrase as characters, which the JDK and Bouncy Castle want; closing wipes them. */
final class Passphrase implements AutoCloseable {
  private final char[] characters;

  private Passphrase(char[] characters) {
    this.characters = characters;
  }

  /** Decodes UTF-8 into characters of its own. */
  static Passphrase of(KeyMaterial passphrase) throws KeyException {
    return passphrase.expose(
        (byte[] lent) -> {
          var room = CharBuffer.allocate(lent.length);
          try {
            var coding =
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(lent), room, true);
            if (coding.isError()) {
              coding.throwException();
            }
            return new Passphrase(Arrays.copyOf(room.array(), room.position()));
          } catch (CharacterCodingException e) {
            throw new KeyException("the passphrase is not text in UTF-8");
          } finally {
            Arrays.fill(room.array(), '\0');
          }
        });
  }

  /** The characters, which stay this passphrase's. */
  char[] characters() {
    return characters;
  }

  @Override
  public void close() {
    Arrays.fill(characters, '\0');
  }
}
