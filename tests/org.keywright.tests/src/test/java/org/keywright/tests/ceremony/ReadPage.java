// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.ceremony;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.PDFTextStripperByArea;

/**
 * A PDF file as another library reads it: its text, and the QR symbol on the page as it is drawn.
 */
final class ReadPage {
  private static final int STRIP = 612;

  /** Where the symbol is, in points; pixels for a point. */
  private static final int FRAME_LEFT = 422;

  private static final int FRAME_TOP = 280;
  private static final int FRAME_SIDE = 140;
  private static final int SCALE = 3;

  private final byte[] pdf;

  ReadPage(byte[] pdf) {
    this.pdf = pdf;
  }

  int pages() throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return document.getNumberOfPages();
    }
  }

  String text() throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document);
    }
  }

  String textBelowTheStrip() throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      var stripper = new PDFTextStripperByArea();
      stripper.addRegion("strip", new Rectangle2D.Double(0, STRIP, 595, 842 - STRIP));
      stripper.extractRegions(document.getPage(0));
      return stripper.getTextForRegion("strip");
    }
  }

  /**
   * What the symbol says, cut out of the page as a scanner's frame does it: the library's search on
   * a page misses one symbol in a hundred, its own too.
   */
  String symbol() throws Exception {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      BufferedImage page = new PDFRenderer(document).renderImage(0, SCALE);
      int side = SCALE * FRAME_SIDE;
      BufferedImage frame = page.getSubimage(SCALE * FRAME_LEFT, SCALE * FRAME_TOP, side, side);
      int[] pixels = frame.getRGB(0, 0, side, side, null, 0, side);
      var source = new RGBLuminanceSource(side, side, pixels);
      return new QRCodeReader()
          .decode(
              new BinaryBitmap(new HybridBinarizer(source)),
              Map.of(DecodeHintType.PURE_BARCODE, true))
          .getText();
    }
  }
}
