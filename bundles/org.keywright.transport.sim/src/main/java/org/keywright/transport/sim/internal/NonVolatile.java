// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Sealing;
import org.keywright.protocol.Refusal;

/**
 * A unit's non-volatile memory: one value that changes by commits, each whole or not at all.
 *
 * <p>With a store the value also lies in a file, sealed under the store's key; a commit is durable
 * there before it counts. Faults strike here before, inside and after a commit. For the one thread
 * that carries out a command.
 *
 * @param <M> the memory's layout; immutable
 */
final class NonVolatile<M> {
  private final Layout<M> layout;
  private final Sealing sealing;
  private final Key storeKey;
  private final Optional<StateFile> file;
  private M current;
  private CommitFault fault = CommitFault.NONE;
  private int untilFault;
  private long commits;

  /** How a memory is written down: what is public, and the secrets beside it in a fixed order. */
  interface Layout<M> {
    byte[] publicPart(M memory);

    /** Copies, which the caller wipes. */
    List<KeyMaterial> secrets(M memory);

    /** The keys that the memory holds. */
    List<Key> keys(M memory);

    /** Whether this key, the object itself, is among them. */
    default boolean holds(M memory, Key key) {
      return keys(memory).contains(key);
    }

    /** Reads both back; the secrets stay the caller's. */
    M read(byte[] publicPart, KeyMaterial secrets) throws KeyException;
  }

  /** What strikes the next commit. */
  enum CommitFault {
    NONE,
    CUT_BEFORE,
    CUT_INSIDE,
    CUT_AFTER,
    WRITE_FAILS
  }

  NonVolatile(Layout<M> layout, Sealing sealing, Key storeKey, Optional<StateFile> file, M blank)
      throws IOException {
    this.layout = layout;
    this.sealing = sealing;
    this.storeKey = storeKey;
    this.file = file;
    this.current = blank;
    if (file.isPresent() && file.get().exists()) {
      reload();
    }
  }

  /** Another memory with the same content, in no file. */
  NonVolatile<M> copy() {
    List<KeyMaterial> parts = layout.secrets(current);
    try (KeyMaterial secrets = KeyMaterial.join(parts.toArray(new KeyMaterial[0]))) {
      M content = layout.read(layout.publicPart(current), secrets);
      return new NonVolatile<>(layout, sealing, storeKey, Optional.empty(), content);
    } catch (IOException | KeyException e) {
      throw new IllegalStateException("a memory does not read what it wrote", e);
    } finally {
      parts.forEach(KeyMaterial::close);
    }
  }

  M current() {
    return current;
  }

  /** The keys that it holds. */
  List<Key> keys() {
    return layout.keys(current);
  }

  long commits() {
    return commits;
  }

  /** Arms a fault for one commit, counted from now on: 1 is the next. */
  void strike(CommitFault next, int nth) {
    fault = next;
    untilFault = nth;
  }

  /**
   * Replaces the memory. Keys that are only in the old one, or after a failure only in the new one,
   * are the caller's to wipe: {@link #wipeUnlessHeld} tells which.
   */
  void commit(M next) throws Refusal {
    CommitFault struck = --untilFault == 0 ? fault : CommitFault.NONE;
    switch (struck) {
      case CUT_BEFORE -> throw new PowerCut("before the commit");
      case WRITE_FAILS -> throw new Refusal(0x6581);
      case CUT_INSIDE -> {
        write(next, true);
        throw new PowerCut("inside the commit");
      }
      case CUT_AFTER, NONE -> write(next, false);
    }
    current = next;
    commits++;
    if (struck == CommitFault.CUT_AFTER) {
      throw new PowerCut("after the commit");
    }
  }

  /** Wipes a key that did not come into the memory, or has gone out of it. */
  void wipeUnlessHeld(Key key) {
    if (!layout.holds(current, key)) {
      key.close();
    }
  }

  /** What a start after a power cut finds. The keys are other objects then, and the old wiped. */
  void reload() throws IOException {
    fault = CommitFault.NONE;
    if (file.isEmpty() || !file.get().exists()) {
      return;
    }
    byte[] content = file.get().read();
    try {
      take(Image.split(content));
    } catch (IOException e) {
      throw new IOException(file.get() + ": " + e.getMessage(), e);
    }
  }

  private void take(Image image) throws IOException {
    try (KeyMaterial secrets = sealing.open(storeKey, image.publicPart(), image.sealed())) {
      M found = layout.read(image.publicPart(), secrets);
      layout.keys(current).forEach(Key::close);
      current = found;
    } catch (KeyException e) {
      throw new IOException("it is damaged or was made with another store key", e);
    }
  }

  /** The memory as it lies, or would lie, in its store. */
  byte[] image() {
    byte[] publicPart = layout.publicPart(current);
    return Image.join(publicPart, seal(current, publicPart));
  }

  private void write(M next, boolean torn) throws Refusal {
    if (file.isEmpty()) {
      return;
    }
    byte[] publicPart = layout.publicPart(next);
    try {
      file.get().write(Image.join(publicPart, seal(next, publicPart)), torn);
    } catch (IOException e) {
      throw new Refusal(0x6581, "the state file cannot be written: " + e.getMessage());
    }
  }

  private byte[] seal(M memory, byte[] publicPart) {
    List<KeyMaterial> parts = layout.secrets(memory);
    try (KeyMaterial secrets = KeyMaterial.join(parts.toArray(new KeyMaterial[0]))) {
      return sealing.seal(storeKey, publicPart, secrets);
    } catch (KeyException e) {
      throw new IllegalStateException("the store key does not seal", e);
    } finally {
      parts.forEach(KeyMaterial::close);
    }
  }
}
