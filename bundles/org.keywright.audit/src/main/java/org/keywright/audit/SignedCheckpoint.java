// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.KeyException;
import org.keywright.vault.Checkpoint;

/**
 * A checkpoint with all that its check needs. Its text has two forms: the first, from before
 * checkpoints said how far the vault had come, has no line of that.
 *
 * @param vault the id of the vault
 * @param key the vault's key for checkpoints
 * @param checkpoint what was signed, and the signature: r and s of ECDSA with SHA-256 over {@link
 *     #signedText}, 32 bytes each
 */
public record SignedCheckpoint(String vault, EcPublicKey key, Checkpoint checkpoint) {
  private static final String COMMITS = "commits";
  private static final String TITLE = "keywright-checkpoint 2";
  private static final List<String> FIELDS =
      List.of("vault", "entries", "root", COMMITS, "at", "key", "signature");
  private static final String OLDER_TITLE = "keywright-checkpoint 1";
  private static final List<String> OLDER_FIELDS =
      FIELDS.stream().filter(field -> !field.equals(COMMITS)).toList();

  /** What the signature is over: all lines but its own, each with its end. */
  public String signedText() {
    OptionalLong commits = checkpoint.commits();
    var lines = new ArrayList<String>();
    lines.add(commits.isPresent() ? TITLE : OLDER_TITLE);
    lines.add("vault " + vault);
    lines.add("entries " + checkpoint.entries());
    lines.add("root " + checkpoint.root().hex());
    commits.ifPresent(number -> lines.add(COMMITS + " " + number));
    lines.add("at " + checkpoint.at());
    lines.add("key " + key.point().hex());
    return String.join("\n", lines) + "\n";
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
    String title = lines.isEmpty() ? "" : lines.getFirst();
    if (!title.equals(TITLE) && !title.equals(OLDER_TITLE)) {
      throw new AuditException("this is no checkpoint: one begins with '" + TITLE + "'");
    }
    List<String> fields = title.equals(TITLE) ? FIELDS : OLDER_FIELDS;
    if (lines.size() != fields.size() + 1) {
      throw new AuditException(
          "a checkpoint has " + (fields.size() + 1) + " lines, this one " + lines.size());
    }
    try {
      var checkpoint =
          new Checkpoint(
              Long.parseLong(value(fields, lines, "entries")),
              Instant.parse(value(fields, lines, "at")),
              Bytes.ofHex(value(fields, lines, "root")),
              fields.contains(COMMITS)
                  ? OptionalLong.of(Long.parseLong(value(fields, lines, COMMITS)))
                  : OptionalLong.empty(),
              Bytes.ofHex(value(fields, lines, "signature")));
      var key = EcPublicKey.of(Bytes.ofHex(value(fields, lines, "key")).toArray());
      var read = new SignedCheckpoint(value(fields, lines, "vault"), key, checkpoint);
      if (!read.text().equals(String.join("\n", lines) + "\n")) {
        throw new AuditException("the checkpoint is not written as Keywright writes it");
      }
      return read;
    } catch (IllegalArgumentException | DateTimeException | KeyException e) {
      throw new AuditException("a line of the checkpoint cannot be read: " + e.getMessage(), e);
    }
  }

  private static String value(List<String> fields, List<String> lines, String field)
      throws AuditException {
    int line = fields.indexOf(field) + 1;
    String name = field + " ";
    if (!lines.get(line).startsWith(name)) {
      throw new AuditException("line " + (line + 1) + " of the checkpoint has no '" + name + "'");
    }
    return lines.get(line).substring(name.length());
  }
}
