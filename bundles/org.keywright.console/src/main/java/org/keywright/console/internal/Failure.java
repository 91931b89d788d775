// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CancellationException;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.keywright.audit.AuditException;
import org.keywright.ceremony.CeremonyException;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.UsageException;
import org.keywright.crypto.KeyException;
import org.keywright.engine.JobException;
import org.keywright.plugins.PluginException;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.vault.VaultException;

/**
 * What went wrong, in one line for people.
 *
 * @param line what and, in brackets, what to do
 * @param status the exit status: 2 for wrong usage, 130 for an interruption, else 1
 * @param defect whether it is a defect of the program, of which the log keeps more
 */
record Failure(String line, int status, boolean defect) {
  /** The exit status when something failed. */
  static final int FAILED = 1;

  /** The exit status when a command was written wrongly. */
  static final int USAGE = 2;

  /** The exit status when somebody interrupted, as shells have it. */
  static final int INTERRUPTED = 130;

  /** The command at work ended because somebody interrupted it. */
  static final class Interrupted extends Exception {
    private static final long serialVersionUID = 1L;

    Interrupted() {
      super("interrupted");
    }
  }

  /** Says what an exception means. */
  static Failure of(Throwable thrown) {
    return switch (thrown) {
      case UsageException e -> new Failure(withHint(e), USAGE, false);
      case CommandException e -> new Failure(withHint(e), FAILED, false);
      case CommandNotFoundException e ->
          new Failure("unknown command '" + e.getCommand() + "' (help lists them)", USAGE, false);
      case SyntaxError e -> new Failure("not a statement: " + firstLine(e), USAGE, false);
      case Interrupted e -> new Failure(firstLine(e), INTERRUPTED, false);
      case InterruptedException e -> new Failure("interrupted", INTERRUPTED, false);
      case CancellationException e -> new Failure("interrupted", INTERRUPTED, false);
      case VaultException e -> expected(e);
      case KeyException e -> expected(e);
      case JobException e -> expected(e);
      case PluginException e -> expected(e);
      case AuditException e -> expected(e);
      case CeremonyException e -> expected(e);
      case LinkException e -> expected(e);
      case ModuleException e -> expected(e);
      case FileSystemException e -> new Failure(file(e), FAILED, false);
      case FileNotFoundException e -> expected(e);
      case java.io.EOFException e ->
          new Failure("not a statement: a bracket or quote is open at its end", USAGE, false);
      case java.io.IOException e -> expected(e);
      case IllegalArgumentException e -> expected(e);
      default -> defect(thrown);
    };
  }

  private static Failure expected(Throwable thrown) {
    return new Failure(firstLine(thrown), FAILED, false);
  }

  private static Failure defect(Throwable thrown) {
    String what = thrown.getClass().getSimpleName();
    String message = thrown.getMessage() == null ? "" : ": " + firstLine(thrown);
    return new Failure("internal error, " + what + message, FAILED, true);
  }

  private static String withHint(CommandException e) {
    return e.hint().isEmpty() ? firstLine(e) : firstLine(e) + " (" + e.hint() + ")";
  }

  private static String file(FileSystemException e) {
    String file = e.getFile();
    return switch (e) {
      case NoSuchFileException none -> "no such file: " + file;
      case AccessDeniedException denied -> "access denied: " + file;
      case FileAlreadyExistsException exists -> "the file exists already: " + file;
      case NotDirectoryException not -> "not a folder: " + file;
      default -> file + ": " + (e.getReason() == null ? "cannot be used" : e.getReason());
    };
  }

  private static String firstLine(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null
        ? thrown.getClass().getSimpleName()
        : Printable.of(message.strip().replaceAll("\\s*\\n\\s*", "; "));
  }
}
