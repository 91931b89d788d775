// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.keywright.vault.VaultException;

/**
 * Says that this process holds a vault, by an operating system's lock on a file beside it. The lock
 * ends with the process, however that ends; the file stays, because deleting it would let two
 * processes lock two files of one name.
 *
 * <p>Not the vault's own file: closing any descriptor of it would end SQLite's locks (POSIX).
 */
final class HolderLock implements AutoCloseable {
  /** Far behind the content, so that others can read who holds it on systems that lock strictly. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final int LONGEST_HOLDER = 40;

  private final FileChannel channel;

  private HolderLock(FileChannel channel) {
    this.channel = channel;
  }

  static Path besides(Path vault) {
    return vault.resolveSibling(vault.getFileName() + ".lock");
  }

  static HolderLock take(Path vault) throws VaultException {
    Path beside = besides(vault);
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              beside, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new VaultException(
          "the folder of " + vault + " cannot be written, and a vault writes beside its file", e);
    }
    boolean taken = false;
    try {
      if (tryLock(channel) == null) {
        String holder = holder(beside);
        throw new VaultException(
            "the vault " + vault + " is in use by another Keywright process" + holder);
      }
      byte[] mine = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(mine), 0);
      taken = true;
      return new HolderLock(channel);
    } catch (IOException e) {
      throw new VaultException("the vault " + vault + " cannot be locked: " + e.getMessage(), e);
    } finally {
      // Else a disk that was full for a moment would leave the vault locked by this very process.
      if (!taken) {
        close(channel);
      }
    }
  }

  @Override
  public void close() {
    close(channel);
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      System.getLogger(HolderLock.class.getName())
          .log(System.Logger.Level.DEBUG, "closing a lock: {0}", e.getMessage());
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String holder(Path beside) {
    try {
      String pid = Files.readString(beside).strip();
      return pid.isEmpty() || pid.length() > LONGEST_HOLDER ? "" : " (process " + pid + ")";
    } catch (IOException e) {
      return "";
    }
  }
}
