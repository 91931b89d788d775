// SPDX-License-Identifier: EPL-2.0
package org.keywright.letters.internal;

import java.io.IOException;
import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeyParts;
import org.keywright.letters.Letter;
import org.keywright.letters.Letters;
import org.keywright.letters.Report;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Letters and reports by a PDF writer of our own, and {@code lp} as the way to printers. */
@Component
public final class PdfLetters implements Letters {
  private final KeyParts parts;
  private final SpooledPrinter printer;

  /** Called by the framework. */
  @Activate
  public PdfLetters(@Reference KeyParts parts) {
    this(parts, "lp");
  }

  /**
   * Makes it with another program in place of lp.
   *
   * @param program takes lp's options and a PDF file on its standard input
   */
  public PdfLetters(KeyParts parts, String program) {
    this.parts = parts;
    this.printer = new SpooledPrinter(program);
  }

  @Override
  public KeyMaterial letter(Letter letter, KeyPart part) throws KeyException {
    if (letter.check().isEmpty() || letter.number() != part.number()) {
      throw new IllegalArgumentException("this is no letter for part " + part.number());
    }
    try (var page = new Page();
        KeyMaterial lines = parts.lines(part);
        KeyMaterial line = parts.write(part)) {
      var drawing = new LetterPage(page, letter);
      drawing.frame();
      drawing.digits(lines);
      drawing.symbol(line);
      return file(drawing.title(), page);
    }
  }

  @Override
  public KeyMaterial testPrint(Letter letter) {
    try (var page = new Page()) {
      var drawing = new LetterPage(page, letter.asTestPrint());
      drawing.frame();
      drawing.placeholders();
      return file(drawing.title(), page);
    }
  }

  private static KeyMaterial file(String title, Page page) {
    try (var out = new WipedBuffer()) {
      PdfFile.write(title, List.of(page), out);
      return out.toMaterial();
    }
  }

  @Override
  public Bytes report(Report report) {
    List<Page> pages = new ReportPages(report).draw();
    try (var out = new WipedBuffer()) {
      PdfFile.write(report.title(), pages, out);
      return Bytes.of(out.toBytes());
    } finally {
      pages.forEach(Page::close);
    }
  }

  @Override
  public void print(String name, KeyMaterial pdf) throws IOException, InterruptedException {
    printer.print(name, pdf);
  }
}
