// SPDX-License-Identifier: EPL-2.0
package org.keywright.letters.internal;

import java.util.Arrays;
import java.util.Locale;

/**
 * A page of A4 and what is drawn on it, in points from its upper left corner. What it holds may be
 * secret, and is wiped at its end.
 */
final class Page implements AutoCloseable {
  static final int WIDTH = 595;
  static final int HEIGHT = 842;

  private static final double ASCENT = 0.72;
  private static final double SLANT = Math.toRadians(52);
  private static final double LONGEST_MARK = 820;

  private final WipedBuffer content = new WipedBuffer();

  WipedBuffer content() {
    return content;
  }

  /** Writes a text whose upper edge is at {@code y}. */
  void text(double x, double y, Font font, double size, String text) {
    begin(x, y, font, size);
    content.add(Font.escaped(text)).add(") Tj ET\n");
  }

  /** Writes a text that ends at {@code x}. */
  void textBefore(double x, double y, Font font, double size, String text) {
    text(x - font.width(text, size), y, font, size, text);
  }

  /** Writes digits that are secret, from {@code from} up to {@code to}; they are wiped there. */
  void secret(double x, double y, double size, byte[] ascii, int from, int to) {
    begin(x, y, Font.FIXED, size);
    for (int i = from; i < to; i++) {
      content.add(ascii[i]);
    }
    content.add(") Tj ET\n");
    Arrays.fill(ascii, from, to, (byte) 0);
  }

  private void begin(double x, double y, Font font, double size) {
    content.add(
        "BT /%s %s Tf 1 0 0 1 %s %s Tm ("
            .formatted(font.resource(), of(size), of(x), of(HEIGHT - y - ASCENT * size)));
  }

  void line(double fromX, double fromY, double toX, double toY, double width) {
    content.add(
        "%s w %s %s m %s %s l S\n"
            .formatted(of(width), of(fromX), of(HEIGHT - fromY), of(toX), of(HEIGHT - toY)));
  }

  /** A thin grey line. */
  void rule(double fromX, double y, double toX) {
    content.add("0.8 G\n");
    line(fromX, y, toX, y, 0.4);
    content.add("0 G\n");
  }

  void dashed(double fromX, double y, double toX) {
    content.add("[4 3] 0 d\n");
    line(fromX, y, toX, y, 0.8);
    content.add("[] 0 d\n");
  }

  void box(double x, double y, double width, double height, double line) {
    content.add(
        "%s w %s %s %s %s re S\n"
            .formatted(of(line), of(x), of(HEIGHT - y - height), of(width), of(height)));
  }

  /** Fills an area; 0 is black, 1 is white. */
  void area(double x, double y, double width, double height, double grey) {
    content.add(
        "%s g %s %s %s %s re f 0 g\n"
            .formatted(of(grey), of(x), of(HEIGHT - y - height), of(width), of(height)));
  }

  /** White text on a black bar over the whole width. */
  void bar(double y, String text) {
    area(0, y, WIDTH, 24, 0);
    content.add("1 g\n");
    text((WIDTH - Font.BOLD.width(text, 13)) / 2, y + 7, Font.BOLD, 13, text);
    content.add("0 g\n");
  }

  /** Large and grey from corner to corner; drawn before all else. */
  void mark(String mark) {
    double size = Math.min(110, LONGEST_MARK / Font.BOLD.width(mark, 1));
    double along = Font.BOLD.width(mark, size) / 2;
    double sine = Math.sin(SLANT);
    double cosine = Math.cos(SLANT);
    double x = WIDTH / 2.0 - along * cosine + size / 3 * sine;
    double y = HEIGHT / 2.0 - along * sine - size / 3 * cosine;
    content.add(
        "0.86 g BT /%s %s Tf %s %s %s %s %s %s Tm (%s) Tj ET 0 g\n"
            .formatted(
                Font.BOLD.resource(),
                of(size),
                of(cosine),
                of(sine),
                of(-sine),
                of(cosine),
                of(x),
                of(y),
                Font.escaped(mark)));
  }

  static String of(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  @Override
  public void close() {
    content.close();
  }
}
