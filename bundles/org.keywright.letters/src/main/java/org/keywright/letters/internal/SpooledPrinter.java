// SPDX-License-Identifier: EPL-2.0
package org.keywright.letters.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.keywright.crypto.KeyMaterial;

/**
 * Hands a file to a printer by the standard input of {@code lp}. The JDK's own way would write the
 * file to a temporary one first.
 */
final class SpooledPrinter {
  private final String program;

  SpooledPrinter(String program) {
    this.program = program;
  }

  void print(String printer, KeyMaterial pdf) throws IOException, InterruptedException {
    Process process = start(printer);
    IOException broken = null;
    try (OutputStream out = process.getOutputStream()) {
      hand(pdf, out);
    } catch (IOException e) {
      // It has ended before it read all; why is said below.
      broken = e;
    }
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0 || broken != null) {
      throw new IOException(
          "printer " + printer + " has not taken it: " + (said.isEmpty() ? program : said), broken);
    }
  }

  private Process start(String printer) throws IOException {
    try {
      return new ProcessBuilder(program, "-s", "-d", printer, "-o", "media=A4", "--", "-")
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      throw new IOException(
          "there is no printing system here (" + program + " cannot be run); name a file instead",
          e);
    }
  }

  private static void hand(KeyMaterial pdf, OutputStream out) throws IOException {
    byte[] clear = new byte[pdf.length()];
    try {
      pdf.copyInto(clear, 0);
      out.write(clear);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }
}
