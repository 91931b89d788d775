// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.keywright.vault.VaultException;

/**
 * The file of a vault, looked at before SQLite does (the SQLite file format, clause 1.3, the
 * database header): SQLite would make what is missing, and say little about what does not fit.
 */
final class VaultFile {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 100;
  private static final int PAGE_SIZE_AT = 16;
  private static final int CHANGES_AT = 24;
  private static final int PAGES_AT = 28;
  private static final int APPLICATION_AT = 68;
  private static final int VALID_FOR_AT = 92;
  private static final int LARGEST_PAGE = 65_536;

  private VaultFile() {}

  /** The one true path of a vault that is to be there. */
  static Path existing(Path file) throws VaultException {
    if (!Files.exists(file)) {
      requireFolder(file);
      throw new VaultException(
          "there is no vault " + file + ": vault:create " + file + " makes one");
    }
    if (Files.isDirectory(file)) {
      throw new VaultException(file + " is a folder, not a vault");
    }
    try {
      return file.toRealPath();
    } catch (IOException e) {
      throw new VaultException(file + " cannot be reached: " + e.getMessage(), e);
    }
  }

  /** The one true path of a vault that is to be made. */
  static Path missing(Path file) throws VaultException {
    Path folder = requireFolder(file);
    Path name = file.getFileName();
    if (name == null) {
      throw new VaultException(file + " is no name for a vault");
    }
    if (Files.exists(file)) {
      throw new VaultException(
          file + " exists already: vault:open opens a vault, and nothing is overwritten");
    }
    try {
      return folder.toRealPath().resolve(name);
    } catch (IOException e) {
      throw new VaultException(file + " cannot be reached: " + e.getMessage(), e);
    }
  }

  private static Path requireFolder(Path file) throws VaultException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new VaultException("there is no folder " + folder);
    }
    return folder;
  }

  /** Refuses what is no vault, or not the whole of one, or cannot be read and written. */
  static void requireVault(Path file) throws VaultException {
    if (!Files.isReadable(file)) {
      throw new VaultException(file + " cannot be read: the rights of the file do not allow it");
    }
    byte[] start;
    long length;
    try (var in = Files.newInputStream(file)) {
      start = in.readNBytes(HEADER);
      length = Files.size(file);
    } catch (IOException e) {
      throw new VaultException(file + " cannot be read: " + e.getMessage(), e);
    }
    if (start.length < HEADER || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new VaultException(file + " is not a Keywright vault");
    }
    var header = ByteBuffer.wrap(start);
    if (header.getInt(APPLICATION_AT) != SqliteFile.APPLICATION_ID) {
      throw new VaultException(
          file + " is not a Keywright vault, but an SQLite database of another program");
    }
    if (!Files.isWritable(file)) {
      throw new VaultException(file + " is read-only, and a vault that is open logs every act");
    }
    requireWhole(file, header, length);
  }

  private static void requireWhole(Path file, ByteBuffer header, long length)
      throws VaultException {
    int pageSize = Short.toUnsignedInt(header.getShort(PAGE_SIZE_AT));
    long pages = Integer.toUnsignedLong(header.getInt(PAGES_AT));
    boolean pagesKnown = header.getInt(CHANGES_AT) == header.getInt(VALID_FOR_AT);
    long whole = pages * (pageSize == 1 ? LARGEST_PAGE : pageSize);
    // What a write-ahead log holds may still be missing here.
    if (pagesKnown && length < whole && !Files.exists(beside(file, "-wal"))) {
      throw new VaultException(
          "the vault %s is damaged: it has %d bytes and should have %d; restore a backup of it"
              .formatted(file, length, whole));
    }
  }

  /** Where a vault is made; it gets its name when it is whole. */
  static Path beginning(Path file) throws VaultException {
    Path unfinished = beside(file, ".new");
    try {
      Files.deleteIfExists(unfinished);
      Files.deleteIfExists(beside(unfinished, "-journal"));
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        var mine = PosixFilePermissions.fromString("rw-------");
        Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(mine));
      }
      return unfinished;
    } catch (IOException e) {
      throw new VaultException(file + " cannot be made: " + e.getMessage(), e);
    }
  }

  /** Leaves nothing of a vault that could not be made. */
  static void discard(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
      Files.deleteIfExists(beside(unfinished, "-journal"));
    } catch (IOException e) {
      // The next attempt begins by deleting it.
      System.getLogger(VaultFile.class.getName())
          .log(System.Logger.Level.DEBUG, "{0} stays: {1}", unfinished, e.getMessage());
    }
  }

  /** Gives a finished vault its name, durably. */
  static void finish(Path unfinished, Path file) throws VaultException {
    try {
      Files.move(unfinished, file);
    } catch (IOException e) {
      throw new VaultException(file + " cannot be made: " + e.getMessage(), e);
    }
    Path folder = file.getParent();
    if (folder == null) {
      return;
    }
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folders; its file system keeps the name by itself.
      System.getLogger(VaultFile.class.getName())
          .log(System.Logger.Level.DEBUG, "a folder was not forced: {0}", e.getMessage());
    }
  }

  private static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }
}
