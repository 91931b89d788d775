// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.UsageException;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeyParts;
import org.keywright.letters.Letter;
import org.keywright.letters.Letters;

/**
 * Where parts of keys go that are given out: letters to a printer, or files that somebody has
 * named. Used for one giving, by one thread.
 */
final class PartOutput {
  private static final String NUMBER = "{n}";
  private static final String NAME = "{name}";
  private static final String KEY = "{key}";

  /**
   * What was said of it; one of the three is there.
   *
   * @param out files of lines
   * @param pdf files of letters
   * @param printer a printer for letters
   */
  record Where(Optional<String> out, Optional<String> pdf, Optional<String> printer) {
    /** Checks what was said, for so many parts. */
    static Where of(Optional<String> out, Optional<String> pdf, Optional<String> printer)
        throws UsageException {
      if (Stream.of(out, pdf, printer).filter(Optional::isPresent).count() != 1) {
        throw new UsageException(
            "where the parts go is to be said once",
            "--printer NAME prints letters, --pdf FILE writes them, --out FILE writes lines");
      }
      for (Optional<String> pattern : List.of(out, pdf)) {
        if (pattern.isPresent()
            && !pattern.get().contains(NUMBER)
            && !pattern.get().contains(NAME)) {
          throw new UsageException(
              (pattern.equals(out) ? "--out" : "--pdf") + ": each part goes into a file of its own",
              "write {n} or {name} in it");
        }
      }
      return new Where(out, pdf, printer);
    }
  }

  private final Where where;
  private final Letters letters;
  private final KeyParts parts;
  private final Console console;
  private final List<Path> written = new ArrayList<>();

  PartOutput(Where where, Letters letters, KeyParts parts, Console console) {
    this.where = where;
    this.letters = letters;
    this.parts = parts;
    this.console = console;
  }

  /** Refuses if one of the files is there already. */
  void requireNew(List<Letter> all) throws CommandException {
    for (Letter letter : all) {
      Optional<Path> file = file(letter);
      if (file.isPresent() && Files.exists(file.get())) {
        throw new CommandException("the file exists already: " + file.get(), "nothing was written");
      }
    }
  }

  private Optional<Path> file(Letter letter) {
    return where
        .out()
        .or(where::pdf)
        .map(
            pattern ->
                pattern
                    .replace(NUMBER, String.valueOf(letter.number()))
                    .replace(NAME, plain(letter.custodian()))
                    .replace(KEY, plain(letter.key().split(" ", 2)[0])))
        .map(name -> Path.of(name).toAbsolutePath());
  }

  /** A text as a part of a file's name. */
  static String plain(String text) {
    return text.replaceAll("[^\\p{Alnum}._-]", "_");
  }

  /** Gives one part out and says where it went. */
  String give(Letter letter, KeyPart part)
      throws CommandException, IOException, KeyException, InterruptedException {
    try (KeyMaterial what =
        where.out().isPresent() ? parts.write(part) : letters.letter(letter, part)) {
      return give(letter, what);
    }
  }

  /** The same without a secret. */
  String tryOut(Letter letter) throws CommandException, IOException, InterruptedException {
    if (where.out().isPresent()) {
      throw new UsageException("--test-print: letters alone are printed for a test", "");
    }
    try (KeyMaterial page = letters.testPrint(letter)) {
      return give(letter, page);
    }
  }

  private String give(Letter letter, KeyMaterial what)
      throws CommandException, IOException, InterruptedException {
    if (where.printer().isPresent()) {
      letters.print(where.printer().get(), what);
      return "printer " + where.printer().get();
    }
    Path file = file(letter).orElseThrow();
    console.reveal("", new LinkedHashMap<>(Map.of("", what)), Optional.of(file));
    written.add(file);
    return file.toString();
  }

  /** Takes back what was written, if not all could be: so all files are there or none is. */
  void withdraw() throws IOException {
    for (Path file : written) {
      Files.deleteIfExists(file);
    }
  }
}
