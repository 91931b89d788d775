// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SequencedMap;
import org.keywright.crypto.KeyMaterial;
import org.osgi.annotation.versioning.ProviderType;

/** What a command may ask of the console that runs it. Valid while the command runs. */
@ProviderType
public interface Console {
  /** Who is at the console, as the log of acts names him. */
  String actor();

  /**
   * Asks for a secret that exists: from the file's first line, else from a prompt without echo,
   * else (standard input being no terminal) from the next line of that.
   *
   * @param what what is asked for, as in {@code passphrase of fuel.kwv}
   * @param file where it is, if not to be asked for
   * @return its bytes, which the caller closes
   * @throws CommandException if none is given
   */
  KeyMaterial secret(String what, Optional<Path> file)
      throws CommandException, IOException, InterruptedException;

  /** Asks for a secret that is made now: as {@link #secret}, a prompt asks twice. */
  KeyMaterial newSecret(String what, Optional<Path> file)
      throws CommandException, IOException, InterruptedException;

  /**
   * Asks for something that is no secret, such as a check value or the number of a bag: at a prompt
   * with echo, else from the next line of standard input.
   *
   * @param what what is asked for
   * @throws CommandException if there is no answer
   */
  String answer(String what) throws CommandException, IOException, InterruptedException;

  /** Clears the screen, and what can be scrolled back to, before somebody else comes to it. */
  void clear();

  /**
   * Gives secrets out, once: into a file that nobody else can read, or else onto the screen. One
   * secret is a line; several are lines of label, comma and secret under a header.
   *
   * @param what the header, as in {@code serial,tan}
   * @param secrets label and secret; they stay the caller's
   * @param file must not exist; empty for the screen
   * @throws CommandException if the result is to be JSON and no file is named
   */
  void reveal(String what, SequencedMap<String, KeyMaterial> secrets, Optional<Path> file)
      throws CommandException, IOException;

  /** Shows a value now, before the command ends, as it would show the command's result. */
  void show(Object value);

  /** Tells people something beside the results, on standard error. */
  void remark(String line);

  /**
   * Begins to show how far a work is: a bar on a terminal, elsewhere a line every few seconds.
   *
   * @param title what is at work
   */
  Progress progress(String title);

  /**
   * Has a work cancelled when the user interrupts the command, in place of interrupting its thread.
   *
   * @param cancel called once, from another thread; returns at once
   * @return ends that
   */
  Watch onInterrupt(Runnable cancel);

  /** Lasts until it is closed. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
