// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download.internal;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keywright.engine.JobException;
import org.keywright.engine.download.DeviceListFault;

/**
 * The lines of a device list one after the other, with the digest of all that was read. For one
 * thread at a time.
 */
final class DeviceLines implements AutoCloseable {
  private static final int LONGEST_FIELD = 1 << 16;
  private static final Pattern LINE = Pattern.compile("line (\\d{1,18})$");

  private final Path list;
  private final MessageDigest digest = sha256();
  private final CsvReader<CsvRecord> reader;
  private final CloseableIterator<CsvRecord> lines;
  private long last;

  /** Opens a list. */
  DeviceLines(Path list) throws JobException {
    this.list = list;
    InputStream file = null;
    try {
      if (!Files.isRegularFile(list)) {
        throw new JobException(
            "the device list " + list + (Files.exists(list) ? " is no file" : " is not there"));
      }
      file = Files.newInputStream(list);
      var bytes =
          new Utf8Lines(new BufferedInputStream(new DigestInputStream(file, digest), 1 << 16));
      reader =
          CsvReader.builder()
              .skipEmptyLines(true)
              .trimWhitespacesAroundQuotes(true)
              .allowUnclosedQuote(false)
              .allowExtraCharsAfterClosingQuote(false)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .maxBufferSize(LONGEST_FIELD)
              .ofCsvRecord(new InputStreamReader(bytes, StandardCharsets.UTF_8));
      lines = reader.iterator();
    } catch (IOException e) {
      close(file, list);
      throw unreadable(e);
    }
  }

  /** What stops the reading of a list in its middle: bytes or quotes that make no sense. */
  static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient DeviceListFault fault;

    BrokenException(DeviceListFault fault) {
      super(fault.toString(), null, false, false);
      this.fault = fault;
    }

    DeviceListFault fault() {
      return fault;
    }
  }

  /** The next line that is not empty; its number is that of its first line in the file. */
  Optional<CsvRecord> next() throws JobException, BrokenException {
    try {
      if (!lines.hasNext()) {
        return Optional.empty();
      }
      var line = lines.next();
      last = line.getStartingLineNumber();
      return Optional.of(line);
    } catch (UncheckedIOException e) {
      throw broken(e);
    } catch (CsvParseException e) {
      var cause = e.getCause();
      throw new BrokenException(
          new DeviceListFault(line(e), "", cause == null ? words(e) : words(cause)));
    }
  }

  /** The reader says the line in words only. */
  private long line(CsvParseException e) {
    Matcher number = LINE.matcher(String.valueOf(e.getMessage()));
    return number.find() ? Long.parseLong(number.group(1)) : last + 1;
  }

  private JobException broken(UncheckedIOException e) throws BrokenException {
    if (e.getCause() instanceof Utf8Lines.NotUtf8Exception bad) {
      throw new BrokenException(new DeviceListFault(bad.line(), "", "the text is not UTF-8"));
    }
    var cause = e.getCause();
    return unreadable(cause == null ? new IOException(e) : cause);
  }

  private static String words(Throwable e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("maximum buffer size")
        ? "a field is longer than %d characters; perhaps a quote is not closed"
            .formatted(LONGEST_FIELD)
        : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  private JobException unreadable(IOException e) {
    return new JobException("cannot read the device list " + list + ": " + e.getMessage(), e);
  }

  /** SHA-256 of the file in hex; good at its end. */
  String digest() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() {
    close(reader, list);
  }

  private static void close(@Nullable Closeable open, Path list) {
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      System.getLogger(DeviceLines.class.getName())
          .log(System.Logger.Level.WARNING, "closing {0}: {1}", list, e.getMessage());
    }
  }
}
