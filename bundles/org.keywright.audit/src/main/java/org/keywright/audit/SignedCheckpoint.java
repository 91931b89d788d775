// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.KeyException;
import org.keywright.vault.Checkpoint;

/**
 * A checkpoint with all that its check needs.
 *
 * @param vault the id of the vault
 * @param key the vault's key for checkpoints
 * @param checkpoint what was signed, and the signature: r and s of ECDSA with SHA-256 over {@link
 *     #signedText}, 32 bytes each
 */
public record SignedCheckpoint(String vault, EcPublicKey key, Checkpoint checkpoint) {
  private static final String TITLE = "keywright-checkpoint 1";
  private static final List<String> FIELDS =
      List.of("vault", "entries", "root", "at", "key", "signature");

  /** What the signature is over: six lines, each with its end. */
  public String signedText() {
    return String.join(
        "\n",
        TITLE,
        "vault " + vault,
        "entries " + checkpoint.entries(),
        "root " + checkpoint.root().hex(),
        "at " + checkpoint.at(),
        "key " + key.point().hex(),
        "");
  }

  /** The whole as it is kept in a file. */
  public String text() {
    return signedText() + "signature " + checkpoint.signature().hex() + "\n";
  }

  /** SHA-256 over the key's point: short enough to be compared by people. */
  public Bytes fingerprint() {
    return Fingerprint.of(key);
  }

  /**
   * Reads what {@link #text} gave.
   *
   * @throws AuditException naming the line that is wrong
   */
  public static SignedCheckpoint parse(String text) throws AuditException {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().equals(TITLE)) {
      throw new AuditException("this is no checkpoint: one begins with '" + TITLE + "'");
    }
    if (lines.size() != FIELDS.size() + 1) {
      throw new AuditException(
          "a checkpoint has " + (FIELDS.size() + 1) + " lines, this one " + lines.size());
    }
    try {
      var checkpoint =
          new Checkpoint(
              Long.parseLong(value(lines, 2)),
              Instant.parse(value(lines, 4)),
              Bytes.ofHex(value(lines, 3)),
              Bytes.ofHex(value(lines, 6)));
      var key = EcPublicKey.of(Bytes.ofHex(value(lines, 5)).toArray());
      var read = new SignedCheckpoint(value(lines, 1), key, checkpoint);
      if (!read.text().equals(String.join("\n", lines) + "\n")) {
        throw new AuditException("the checkpoint is not written as Keywright writes it");
      }
      return read;
    } catch (IllegalArgumentException | DateTimeException | KeyException e) {
      throw new AuditException("a line of the checkpoint cannot be read: " + e.getMessage(), e);
    }
  }

  private static String value(List<String> lines, int line) throws AuditException {
    String name = FIELDS.get(line - 1) + " ";
    if (!lines.get(line).startsWith(name)) {
      throw new AuditException("line " + (line + 1) + " of the checkpoint has no '" + name + "'");
    }
    return lines.get(line).substring(name.length());
  }
}
