// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.keywright.console.spi.Cautioned;
import org.keywright.console.spi.CommandException;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyBlock;
import org.keywright.crypto.KeyBlocks;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.OpenedKeyBlock;

/** Files with a key block, and with the key that protects it. */
final class KeyBlockFile {
  private KeyBlockFile() {}

  static KeyBlock parse(KeyBlocks blocks, Path file) throws Exception {
    String text = new String(InputFile.bytes(file), StandardCharsets.ISO_8859_1);
    try {
      return blocks.parse(text);
    } catch (KeyException e) {
      throw new CommandException(file + ": " + e.getMessage());
    }
  }

  /** Opens the block that the file holds; the caller owns what is opened. */
  static OpenedKeyBlock open(KeyBlocks blocks, KeyBlock block, Key kbpk, Path file)
      throws CommandException {
    try {
      return blocks.open(block, kbpk);
    } catch (KeyException e) {
      throw new CommandException(file + ": " + e.getMessage());
    }
  }

  /** Reads a protection key in hex; the caller owns it. */
  static Key protectionKey(Path file, char version) throws Exception {
    KeyAlgorithm algorithm = version == 'D' ? KeyAlgorithm.AES : KeyAlgorithm.TDES;
    return key(file, algorithm, "a version " + version + " key block is protected by");
  }

  /** Reads a key encryption key for AES key wrap, in hex; the caller owns it. */
  static Key keyEncryptionKey(Path file) throws Exception {
    return key(file, KeyAlgorithm.AES, "keys are wrapped by");
  }

  private static Key key(Path file, KeyAlgorithm algorithm, String use) throws Exception {
    KeyMaterial material;
    try {
      material = KeyMaterial.consumeHex(InputFile.bytes(file));
    } catch (KeyException e) {
      throw new CommandException(file + ": " + e.getMessage());
    }
    try {
      return Key.of(new KeySpec(algorithm, material.length() * 8), material);
    } catch (IllegalArgumentException e) {
      int bits = material.length() * 8;
      material.close();
      throw new CommandException(
          "%s: %s %s, and that has no keys of %d bits".formatted(file, use, algorithm, bits));
    }
  }

  /** Where the key of a block came from, in the words that its record keeps. */
  static String origin(KeyBlock block, OpenedKeyBlock opened) {
    boolean checked = block.header().optional().stream().anyMatch(each -> each.id().equals("KC"));
    return "from a version %s key block%s%s%s"
        .formatted(
            block.header().version(),
            checked ? ", checked by KC" : "",
            opened.lengthHidden() ? "" : ", length not hidden",
            parity(opened.key()));
  }

  /** What a key's record says of its parity; no bit is changed, for derivations take them all. */
  static String parity(Key key) {
    return key.hasOddParity() ? "" : ", parity not odd, kept as it is";
  }

  /** What is odd about a block, as warnings. */
  static Stream<Cautioned> remarks(OpenedKeyBlock opened) {
    return opened.remarks().stream().map(remark -> new Cautioned("", Optional.of(remark)));
  }

  /** The warning if everybody knows the protection key. */
  static Cautioned protection(Optional<String> wellKnown) {
    return new Cautioned(
        "",
        wellKnown.map(name -> "The key block protection key is a well-known test key: " + name));
  }
}
