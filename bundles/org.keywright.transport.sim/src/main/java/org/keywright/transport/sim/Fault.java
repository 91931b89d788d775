// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * Something that goes wrong in a unit, once.
 *
 * <p>Written {@code KIND}, {@code KIND@INS} or {@code KIND@INS#N}: the N-th command from now on
 * with that instruction byte (hex), as in {@code cut-inside@12#1}. Of a command that commits twice,
 * {@code KIND@INS#N.2} means the second commit.
 *
 * @param kind what goes wrong
 * @param instruction at commands with this instruction byte only
 * @param nth at which of them, from 1
 * @param commit at which commit of the command, from 1; counts for what strikes a commit
 */
public record Fault(Kind kind, OptionalInt instruction, int nth, int commit) {
  /** Checks the counts. */
  public Fault {
    if (nth < 1 || commit < 1) {
      throw new IllegalArgumentException("a fault strikes at the first command or a later one");
    }
    if (instruction.isPresent() && (instruction.getAsInt() & ~0xFF) != 0) {
      throw new IllegalArgumentException("an instruction is one byte");
    }
  }

  /** At the first commit of the command. */
  public Fault(Kind kind, OptionalInt instruction, int nth) {
    this(kind, instruction, nth, 1);
  }

  /** What goes wrong. */
  public enum Kind {
    /** Power is cut before the command is looked at. */
    CUT_BEFORE,
    /** Power is cut just before the command's commit; nothing of it is written. */
    CUT_BEFORE_COMMIT,
    /** Power is cut in the middle of the command's commit; the next start finds it torn. */
    CUT_INSIDE,
    /** Power is cut after the command's commit and before its answer. */
    CUT_AFTER,
    /** The command is carried out and its answer is lost; the link breaks. */
    LOSE_ANSWER,
    /** The command is carried out and its answer comes late: after a second, unless configured. */
    DELAY_ANSWER,
    /** The command is carried out and its answer never comes: the unit stalls. */
    STALL,
    /** One byte of the answer is changed. */
    CORRUPT_ANSWER,
    /** The answer to the command before comes again instead. */
    REPLAY_ANSWER,
    /** The answer is random bytes. */
    GARBAGE,
    /** The answer is far too long. */
    FLOOD,
    /** The commit fails and the old state is kept: 6581. */
    WRITE_FAILS;

    /** As it is written, in lower case with hyphens. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Reads a fault as people write it.
   *
   * @throws IllegalArgumentException naming the part that is wrong
   */
  public static Fault parse(String text) {
    int at = text.indexOf('@');
    int hash = text.indexOf('#', Math.max(at, 0));
    String word = text.substring(0, at >= 0 ? at : hash >= 0 ? hash : text.length());
    try {
      var kind = Kind.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
      OptionalInt instruction =
          at < 0
              ? OptionalInt.empty()
              : OptionalInt.of(
                  Integer.parseInt(text.substring(at + 1, hash < 0 ? text.length() : hash), 16));
      String counts = hash < 0 ? "1" : text.substring(hash + 1);
      int dot = counts.indexOf('.');
      int nth = Integer.parseInt(dot < 0 ? counts : counts.substring(0, dot));
      int commit = dot < 0 ? 1 : Integer.parseInt(counts.substring(dot + 1));
      return new Fault(kind, instruction, nth, commit);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no fault: write KIND@INS#N, as in cut-inside@12#1; kinds are "
              + words(),
          e);
    }
  }

  private static String words() {
    var words = new StringBuilder();
    for (Kind kind : Kind.values()) {
      words.append(words.isEmpty() ? "" : ", ").append(kind.word());
    }
    return words.toString();
  }

  @Override
  public String toString() {
    String place = instruction.isPresent() ? "@%02X".formatted(instruction.getAsInt()) : "";
    return kind.word() + place + "#" + nth + (commit == 1 ? "" : "." + commit);
  }
}
