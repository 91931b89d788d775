// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.keywright.console.CommandScreen;
import org.keywright.console.spi.CommandException;
import org.keywright.crypto.KeyMaterial;

/**
 * Reads secrets into key material, never into a {@code String}: from a file, a prompt without echo,
 * or standard input, a line each.
 */
final class SecretInput {
  private static final int MOST = 1024;
  private static final int CTRL_C = 3;
  private static final int CTRL_D = 4;
  private static final int CTRL_U = 21;
  private static final int BACKSPACE = 8;
  private static final int DELETE = 127;

  private final Screen screen;
  private final Optional<CommandScreen> asking;

  /**
   * Reads for a session.
   *
   * @param asking who asks people in place of the screen, if somebody does
   */
  SecretInput(Screen screen, Optional<CommandScreen> asking) {
    this.screen = screen;
    this.asking = asking;
  }

  KeyMaterial read(String what, Optional<Path> file, boolean twice)
      throws CommandException, IOException, InterruptedException {
    if (file.isPresent()) {
      try (InputStream in = InputFile.stream(file.get())) {
        return line(in, what + " from " + file.get());
      }
    }
    if (asking.isPresent()) {
      return asking.get().ask(what, twice);
    }
    Optional<Terminal> terminal = screen.terminal();
    if (terminal.isEmpty() || (plain(terminal.get()) && !screen.onTerminal())) {
      return line(screen.in(), what + " from standard input");
    }
    if (plain(terminal.get())) {
      throw new CommandException(
          what + ": TERM is \"dumb\", and such a terminal shows what is typed",
          "--secret-file FILE, or say what the terminal is, as in TERM=xterm");
    }
    KeyMaterial first = ask(terminal.get(), what + ": ");
    if (twice) {
      try (KeyMaterial second = ask(terminal.get(), what + ", again: ")) {
        if (!first.sameBytesAs(second)) {
          first.close();
          throw new CommandException("the two entries differ", "nothing was changed");
        }
      }
    }
    return first;
  }

  /** Whether JLine leaves the terminal as it is, and its echo with it. */
  private static boolean plain(Terminal terminal) {
    return terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  /** Reads something that is no secret, with echo. */
  String open(String what) throws CommandException, IOException, InterruptedException {
    Optional<Terminal> terminal = screen.terminal();
    byte[] typed =
        terminal.isPresent()
            ? typed(terminal.get(), what + ": ", true)
            : bytes(screen.in(), what + " from standard input");
    return new String(typed, StandardCharsets.UTF_8).strip();
  }

  /** The bytes up to the end of the line; what comes after it stays in the stream. */
  private static KeyMaterial line(InputStream in, String what)
      throws IOException, CommandException {
    return KeyMaterial.consume(bytes(in, what));
  }

  private static byte[] bytes(InputStream in, String what) throws IOException, CommandException {
    byte[] buffer = new byte[MOST];
    int length = 0;
    try {
      for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
        if (length == MOST) {
          throw new CommandException(what + ": the line is longer than " + MOST + " bytes");
        }
        buffer[length++] = (byte) b;
      }
      if (length > 0 && buffer[length - 1] == '\r') {
        length--;
      }
      if (length == 0) {
        throw new CommandException(
            what + ": there is none", "--secret-file FILE, a prompt, or a line of standard input");
      }
      return Arrays.copyOf(buffer, length);
    } finally {
      Arrays.fill(buffer, (byte) 0);
    }
  }

  private static KeyMaterial ask(Terminal terminal, String prompt)
      throws IOException, InterruptedException, CommandException {
    return KeyMaterial.consume(typed(terminal, prompt, false));
  }

  private static byte[] typed(Terminal terminal, String prompt, boolean echo)
      throws IOException, InterruptedException, CommandException {
    Attributes before = terminal.enterRawMode();
    char[] typed = new char[MOST];
    try {
      Attributes raw = terminal.getAttributes();
      raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
      terminal.setAttributes(raw);
      terminal.writer().print(prompt);
      terminal.flush();
      int length = type(terminal, typed, echo);
      return encode(typed, length);
    } finally {
      Arrays.fill(typed, '\0');
      terminal.setAttributes(before);
      terminal.writer().println();
      terminal.flush();
    }
  }

  private static int type(Terminal terminal, char[] typed, boolean echo)
      throws IOException, InterruptedException, CommandException {
    int length = 0;
    while (true) {
      int c = terminal.reader().read();
      switch (c) {
        case '\r', '\n' -> {
          if (length == 0) {
            throw new CommandException("nothing was typed");
          }
          return length;
        }
        case -1, CTRL_C, CTRL_D -> throw new InterruptedException();
        case BACKSPACE, DELETE -> length = erase(terminal, length, Math.min(1, length), echo);
        case CTRL_U -> length = erase(terminal, length, length, echo);
        default -> {
          if (length < MOST && !Character.isISOControl(c)) {
            typed[length++] = (char) c;
            if (echo) {
              terminal.writer().print((char) c);
              terminal.flush();
            }
          }
        }
      }
    }
  }

  private static int erase(Terminal terminal, int length, int count, boolean echo) {
    if (echo) {
      terminal.writer().print("\b \b".repeat(count));
      terminal.flush();
    }
    return length - count;
  }

  private static byte[] encode(char[] typed, int length) {
    byte[] room = new byte[length * 3];
    try {
      var encoded = ByteBuffer.wrap(room);
      StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(typed, 0, length), encoded, true);
      return Arrays.copyOf(room, encoded.position());
    } finally {
      Arrays.fill(room, (byte) 0);
    }
  }
}
