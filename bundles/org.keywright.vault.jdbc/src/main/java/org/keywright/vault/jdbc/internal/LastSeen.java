// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far a vault had come when this computer saw it last, in a file outside of it: an older copy
 * of the vault is behind that. The number of each commit is put down, without waiting for the disk.
 *
 * <p>What cannot be put down is said in the log and hinders nobody: the commit is made. Safe for
 * use by many threads.
 */
final class LastSeen implements AutoCloseable {
  private static final Pattern NOTE = Pattern.compile("(\\d{18}) (\\S+Z)\\s*");

  /**
   * What was seen last.
   *
   * @param number that of the newest commit
   * @param at when it was made, to the second
   */
  record Seen(long number, Instant at) {}

  private final InstantSource clock;
  private @Nullable FileChannel channel;
  private @Nullable Seen seen;

  private LastSeen(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Opens the notes on a vault, which need not be there yet.
   *
   * @param folder of all notes; if there is none, nothing is seen and noted
   * @param vault the vault's id
   */
  static LastSeen open(Optional<Path> folder, String vault, InstantSource clock) {
    var notes = new LastSeen(clock);
    if (folder.isPresent()) {
      try {
        notes.open(folder.get(), vault);
      } catch (IOException e) {
        System.getLogger(LastSeen.class.getName())
            .log(
                System.Logger.Level.WARNING,
                "an older copy of the vault could not be told: {0}",
                e.getMessage());
      }
    }
    return notes;
  }

  private synchronized void open(Path folder, String vault) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(vault + ".seen");
    channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    Matcher note = NOTE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (note.matches()) {
      seen = new Seen(Long.parseLong(note.group(1)), Instant.parse(note.group(2)));
    }
  }

  /** What was seen last, if it is newer than a commit. */
  synchronized Optional<Seen> newerThan(long number) {
    return Optional.ofNullable(seen).filter(last -> last.number() > number);
  }

  /** Puts down a commit that was made now, if it is newer than all before. */
  void note(OptionalLong number) {
    if (number.isPresent()) {
      note(number.getAsLong(), clock.instant());
    }
  }

  /** Puts down a commit and when it was there, if it is newer than all before. */
  synchronized void note(long number, Instant at) {
    if (newerThan(number).isEmpty()) {
      write(number, at);
    }
  }

  /** Puts down a commit as the newest, though a newer one was seen. */
  synchronized void accept(long number) {
    write(number, clock.instant());
  }

  private synchronized void write(long number, Instant at) {
    FileChannel to = channel;
    if (to == null) {
      return;
    }
    var newest = new Seen(number, at.truncatedTo(ChronoUnit.SECONDS));
    seen = newest;
    // Always of one length, so that one note takes the place of the other.
    String note = "%018d %s%n".formatted(newest.number(), newest.at());
    try {
      to.write(ByteBuffer.wrap(note.getBytes(StandardCharsets.US_ASCII)), 0);
    } catch (IOException e) {
      System.getLogger(LastSeen.class.getName())
          .log(System.Logger.Level.WARNING, "a commit was not put down: {0}", e.getMessage());
    }
  }

  @Override
  public synchronized void close() {
    FileChannel open = channel;
    channel = null;
    if (open == null) {
      return;
    }
    try {
      open.close();
    } catch (IOException e) {
      System.getLogger(LastSeen.class.getName())
          .log(System.Logger.Level.DEBUG, "closing notes: {0}", e.getMessage());
    }
  }
}
