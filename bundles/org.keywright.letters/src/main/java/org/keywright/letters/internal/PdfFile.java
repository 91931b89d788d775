// SPDX-License-Identifier: EPL-2.0
package org.keywright.letters.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Puts pages together to a PDF file (ISO 32000-1): uncompressed, with the standard fonts alone, so
 * that each byte of it lies in buffers that are wiped here.
 */
final class PdfFile {
  private static final int CATALOG = 1;
  private static final int PAGES = 2;
  private static final int FIRST_PAGE = PAGES + 1 + Font.values().length;

  private final WipedBuffer out;
  private final List<Integer> offsets = new ArrayList<>();

  private PdfFile(WipedBuffer out) {
    this.out = out;
  }

  /**
   * Writes a file; the caller closes pages and buffer.
   *
   * @param title by which readers call it; no secret
   */
  static void write(String title, List<Page> pages, WipedBuffer out) {
    new PdfFile(out).write(title, pages);
  }

  private void write(String title, List<Page> pages) {
    out.add("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n");
    object("<< /Type /Catalog /Pages " + PAGES + " 0 R >>");
    var kids = new StringBuilder();
    for (int i = 0; i < pages.size(); i++) {
      kids.append(FIRST_PAGE + 2 * i).append(" 0 R ");
    }
    object("<< /Type /Pages /Kids [" + kids + "] /Count " + pages.size() + " >>");
    var fonts = new StringBuilder();
    for (Font font : Font.values()) {
      fonts.append("/%s %d 0 R ".formatted(font.resource(), offsets.size() + 1));
      object(
          "<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
              .formatted(font.baseFont()));
    }
    for (Page page : pages) {
      object(
          "<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %d %d] /Resources << /Font << %s>> >> /Contents %d 0 R >>"
              .formatted(PAGES, Page.WIDTH, Page.HEIGHT, fonts, offsets.size() + 2));
      begin();
      out.add("<< /Length " + page.content().length() + " >>\nstream\n").add(page.content());
      out.add("endstream\nendobj\n");
    }
    object("<< /Title (%s) /Producer (Keywright) >>".formatted(Font.escaped(title)));
    end();
  }

  private void object(String value) {
    begin();
    out.add(value + "\nendobj\n");
  }

  private void begin() {
    offsets.add(out.length());
    out.add(offsets.size() + " 0 obj\n");
  }

  private void end() {
    int table = out.length();
    out.add("xref\n0 " + (offsets.size() + 1) + "\n0000000000 65535 f \n");
    for (int offset : offsets) {
      out.add(String.format(Locale.ROOT, "%010d 00000 n \n", offset));
    }
    out.add(
        "trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
            .formatted(offsets.size() + 1, CATALOG, offsets.size(), table));
  }
}
