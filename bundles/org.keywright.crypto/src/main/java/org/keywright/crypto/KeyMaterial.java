// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/**
 * The one holder of clear secret bytes: a key, a component, a passphrase.
 *
 * <p>The creator owns it and closes it; closing wipes the bytes and may come from any thread, any
 * number of times. The bytes leave only through {@link #expose}, which lends a copy and wipes the
 * copy afterwards; only crypto bundles call it. There is no equality, no serialization, and {@link
 * #toString} prints the length alone.
 */
public final class KeyMaterial implements AutoCloseable {
  private static final byte[] NONE = {};

  private final byte[] bytes;
  private boolean wiped;

  private KeyMaterial(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies the bytes; the caller keeps and wipes its own array. */
  public static KeyMaterial copyOf(byte[] bytes) {
    return new KeyMaterial(bytes.clone());
  }

  /** Copies the bytes and wipes the source. */
  public static KeyMaterial consume(byte[] source) {
    var material = new KeyMaterial(source.clone());
    Arrays.fill(source, (byte) 0);
    return material;
  }

  /**
   * Reads ASCII hex digits (blanks and line ends between them are passed over) and wipes the
   * source, whatever the outcome. No {@code String} is made on the way.
   *
   * @throws KeyException if a character is no hex digit or their number is odd or zero
   */
  public static KeyMaterial consumeHex(byte[] ascii) throws KeyException {
    byte[] out = new byte[ascii.length / 2];
    try {
      int digits = 0;
      for (byte c : ascii) {
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
          continue;
        }
        int value = Character.digit(c, 16);
        if (value < 0 || digits / 2 >= out.length) {
          throw new KeyException("not a key in hex: an even number of hex digits is expected");
        }
        out[digits / 2] = (byte) (out[digits / 2] << 4 | value);
        digits++;
      }
      if (digits == 0 || digits % 2 != 0) {
        throw new KeyException("not a key in hex: an even number of hex digits is expected");
      }
      return new KeyMaterial(Arrays.copyOf(out, digits / 2));
    } finally {
      Arrays.fill(ascii, (byte) 0);
      Arrays.fill(out, (byte) 0);
    }
  }

  /**
   * Joins parts into new material; the parts stay with their owners.
   *
   * @throws IllegalStateException if a part was wiped
   */
  public static KeyMaterial join(KeyMaterial... parts) {
    int length = 0;
    for (KeyMaterial part : parts) {
      length += part.length();
    }
    var all = new KeyMaterial(new byte[length]);
    int at = 0;
    boolean whole = false;
    try {
      for (KeyMaterial part : parts) {
        synchronized (part) {
          part.requireLive();
          System.arraycopy(part.bytes, 0, all.bytes, at, part.bytes.length);
        }
        at += part.length();
      }
      whole = true;
      return all;
    } finally {
      if (!whole) {
        all.close();
      }
    }
  }

  /** The length in bytes, also after wiping. */
  public int length() {
    return bytes.length;
  }

  /**
   * Copies the bytes {@code from} (inclusive) to {@code to} (exclusive) into new material.
   *
   * @throws IndexOutOfBoundsException if there are not so many; a key is never filled up with zeros
   * @throws IllegalStateException if this material was wiped
   */
  public synchronized KeyMaterial slice(int from, int to) {
    requireLive();
    Objects.checkFromToIndex(from, to, bytes.length);
    return new KeyMaterial(Arrays.copyOfRange(bytes, from, to));
  }

  /** Returns new material with the same bytes and its own life. */
  public KeyMaterial copy() {
    return slice(0, bytes.length);
  }

  /**
   * Lends a copy of the bytes to {@code use} and wipes the copy when it returns.
   *
   * @throws IllegalStateException if this material was wiped
   */
  public <R, X extends Exception> R expose(Use<R, X> use) throws X {
    byte[] lent = NONE;
    try {
      synchronized (this) {
        requireLive();
        lent = bytes.clone();
      }
      return use.with(lent);
    } finally {
      Arrays.fill(lent, (byte) 0);
    }
  }

  /**
   * Copies the bytes into a buffer that the caller wipes after use. For the commands that carry a
   * clear key inside a secured room, for what the console tells its operator once, for letters, and
   * for the password that a database's driver wants: the architecture law names the callers.
   *
   * @throws IllegalStateException if this material was wiped
   */
  public synchronized void copyInto(byte[] buffer, int at) {
    requireLive();
    System.arraycopy(bytes, 0, buffer, at, bytes.length);
  }

  /**
   * The bytes combined with a mask by exclusive or, for searching a memory or a file for traces of
   * this secret without leaving a trace of it there. The architecture law names the one caller.
   *
   * @param mask random, at least as long as this
   * @throws IllegalStateException if this material was wiped
   */
  public synchronized byte[] masked(byte[] mask) {
    requireLive();
    byte[] out = new byte[bytes.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (bytes[i] ^ mask[i]);
    }
    return out;
  }

  /** Compares in constant time for a given length. */
  public boolean sameBytesAs(KeyMaterial other) {
    return expose(
        mine ->
            other.<Boolean, RuntimeException>expose(theirs -> MessageDigest.isEqual(mine, theirs)));
  }

  /** Whether {@link #close} was called. */
  public synchronized boolean wiped() {
    return wiped;
  }

  /** Wipes the bytes. */
  @Override
  public synchronized void close() {
    Arrays.fill(bytes, (byte) 0);
    wiped = true;
  }

  @Override
  public String toString() {
    return "KeyMaterial[" + bytes.length + " bytes]";
  }

  private void requireLive() {
    if (wiped) {
      throw new IllegalStateException("this key material was wiped");
    }
  }

  /** What is done with a lent copy. */
  @FunctionalInterface
  public interface Use<R, X extends Exception> {
    /** Uses the bytes, keeping no reference to them. */
    R with(byte[] lent) throws X;
  }
}
