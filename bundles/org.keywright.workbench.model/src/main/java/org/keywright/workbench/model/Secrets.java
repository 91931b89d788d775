// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.keywright.crypto.KeyMaterial;

/** Answers a statement that asks for secrets. */
@FunctionalInterface
public interface Secrets extends AutoCloseable {
  /** Has no answer: a statement that asks ends. */
  Secrets NONE =
      (what, twice) -> {
        throw new InterruptedException();
      };

  /**
   * Gives the secret; the caller closes it.
   *
   * @param what what is asked for
   * @param twice whether it is made now
   * @throws InterruptedException if there is none: the statement ends
   */
  KeyMaterial ask(String what, boolean twice) throws InterruptedException;

  /** Takes what was typed, as its UTF-8 bytes, and wipes it. */
  static KeyMaterial consume(char[] typed) {
    byte[] room = new byte[typed.length * 3];
    try {
      var encoded = ByteBuffer.wrap(room);
      StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(typed), encoded, true);
      return KeyMaterial.consume(Arrays.copyOf(room, encoded.position()));
    } finally {
      Arrays.fill(room, (byte) 0);
      Arrays.fill(typed, '\0');
    }
  }

  /** Wipes what the answers are made of. */
  @Override
  default void close() {
    // most hold nothing
  }

  /** What asks for the passphrase of an officer, or of a vault for one person. */
  static String passphraseOf(String name) {
    return "passphrase of " + name;
  }

  /** What asks for a passphrase that is made now. */
  static String newPassphraseOf(String name) {
    return "new passphrase of " + name;
  }

  /** What asks for the password of a database's user. */
  static String databasePassword(String name) {
    return "password for the database " + name;
  }

  /**
   * Answers each question with a copy of the secret that belongs to it, and has no answer to
   * others; closing this closes them all.
   */
  static Secrets named(Map<String, KeyMaterial> secrets) {
    Map<String, KeyMaterial> own = Map.copyOf(secrets);
    return new Secrets() {
      @Override
      public KeyMaterial ask(String what, boolean twice) throws InterruptedException {
        KeyMaterial secret = own.get(what);
        if (secret == null) {
          throw new InterruptedException();
        }
        return secret.copy();
      }

      @Override
      public void close() {
        own.values().forEach(KeyMaterial::close);
      }
    };
  }

  /** Answers with one secret, each time with a copy; closing this closes it. */
  static Secrets of(KeyMaterial secret) {
    return new Secrets() {
      @Override
      public KeyMaterial ask(String what, boolean twice) {
        return secret.copy();
      }

      @Override
      public void close() {
        secret.close();
      }
    };
  }
}
