// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Secrets to look for, in every form in which one might lie about, kept masked so that a search of
 * this program's own memory does not find them here.
 */
public final class Needles {
  private static final int WINDOW = 8;
  private static final int BUFFER = 1 << 16;

  private final Map<Long, List<Needle>> byWindow = new HashMap<>();
  private final BitSet filter = new BitSet(1 << 20);
  private int longest;

  /** One form of one secret, masked. */
  private static final class Needle {
    private final String name;
    private final byte[] masked;

    Needle(String name, byte[] masked) {
      this.name = name;
      this.masked = masked;
    }
  }

  /** Adds the forms of a secret in memory: bytes, and words of 4 or 8 bytes in either order. */
  public void addInMemory(String name, byte[] maskedSecret) {
    byte[] secret = RunKeys.mask(maskedSecret);
    // Halves: a key schedule for deciphering keeps the first 16 bytes only.
    for (int half = 0; half < secret.length; half += 16) {
      byte[] part = Arrays.copyOfRange(secret, half, half + 16);
      String where = name + " from byte " + half;
      add(where, part);
      for (int word : new int[] {4, 8, 16}) {
        byte[] swapped = swapped(part, word);
        add(where + ", words of " + word + " reversed", swapped);
        wipe(swapped);
      }
      wipe(part);
    }
    wipe(secret);
  }

  /** Adds the forms in files and texts of a secret that is written in hex. */
  public void look(String name, String hex) {
    addInText(name, RunKeys.mask(HexFormat.of().parseHex(hex)));
  }

  /**
   * Adds the forms of a secret in files and texts: raw, hex, base64, UTF-16, each also reversed.
   */
  public void addInText(String name, byte[] maskedSecret) {
    byte[] secret = RunKeys.mask(maskedSecret);
    byte[] reversed = swapped(secret, secret.length);
    for (byte[] each : List.of(secret, reversed)) {
      String form = each == secret ? name : name + " reversed";
      add(form + ", raw", each);
      add(form + ", in UTF-16", wide(each));
      byte[] lower = HexFormat.of().formatHex(each).getBytes(StandardCharsets.US_ASCII);
      byte[] upper =
          HexFormat.of().withUpperCase().formatHex(each).getBytes(StandardCharsets.US_ASCII);
      add(form + ", hex", lower);
      add(form + ", upper-case hex", upper);
      add(form + ", hex backwards", swapped(lower, lower.length));
      add(form + ", upper-case hex backwards", swapped(upper, upper.length));
      add(form + ", hex in UTF-16", wide(lower));
      add(form + ", upper-case hex in UTF-16", wide(upper));
      add(form + ", list of numbers", numbers(each));
      for (int skip = 0; skip < 3; skip++) {
        // Base64 of a longer text that holds the secret: its three alignments.
        byte[] aligned = Arrays.copyOfRange(each, skip, skip + (each.length - skip) / 3 * 3);
        byte[] base64 = Base64.getEncoder().withoutPadding().encode(aligned);
        add(form + ", base64", base64);
        add(form + ", base64 in UTF-16", wide(base64));
        add(form + ", base64 backwards", swapped(base64, base64.length));
        add(
            form + ", base64 for addresses",
            Base64.getUrlEncoder().withoutPadding().encode(aligned));
        wipe(aligned);
      }
    }
    wipe(secret);
    wipe(reversed);
  }

  /** Text of two bytes a character, without the first one's high byte: so it is either order's. */
  private static byte[] wide(byte[] text) {
    byte[] wide = new byte[2 * text.length - 1];
    for (int i = 0; i < text.length; i++) {
      wide[2 * i] = text[i];
    }
    return wide;
  }

  private static byte[] numbers(byte[] secret) {
    String list = Arrays.toString(secret);
    return list.substring(1, list.length() - 1).getBytes(StandardCharsets.US_ASCII);
  }

  private void add(String name, byte[] form) {
    long window = 0;
    for (int i = 0; i < WINDOW; i++) {
      window = window << 8 | form[i] & 0xFF;
    }
    long maskedWindow = ~window;
    byWindow
        .computeIfAbsent(maskedWindow, w -> new ArrayList<>())
        .add(new Needle(name, RunKeys.mask(form)));
    filter.set(slot(window));
    longest = Math.max(longest, form.length);
  }

  private static int slot(long window) {
    return (int) (window * 0x9E3779B97F4A7C15L >>> 44);
  }

  /** How many forms there are to look for. */
  int size() {
    return byWindow.values().stream().mapToInt(List::size).sum();
  }

  /** The names of what a file holds. */
  public TreeSet<String> in(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      return in(in);
    }
  }

  /** The names of what some bytes hold. */
  public TreeSet<String> in(byte[] bytes) {
    var found = new TreeSet<String>();
    search(bytes, bytes.length, found);
    return found;
  }

  private TreeSet<String> in(InputStream in) throws IOException {
    var found = new TreeSet<String>();
    byte[] buffer = new byte[BUFFER + longest];
    int kept = 0;
    int read;
    while ((read = in.read(buffer, kept, buffer.length - kept)) > 0) {
      int length = kept + read;
      search(buffer, length, found);
      kept = Math.min(length, longest - 1);
      System.arraycopy(buffer, length - kept, buffer, 0, kept);
    }
    return found;
  }

  private void search(byte[] bytes, int length, TreeSet<String> found) {
    long window = 0;
    for (int i = 0; i < length; i++) {
      window = window << 8 | bytes[i] & 0xFF;
      if (i >= WINDOW - 1 && filter.get(slot(window))) {
        for (Needle needle : byWindow.getOrDefault(~window, List.of())) {
          if (at(bytes, length, i - WINDOW + 1, needle.masked)) {
            found.add(needle.name);
          }
        }
      }
    }
  }

  private static boolean at(byte[] bytes, int length, int from, byte[] masked) {
    if (from + masked.length > length) {
      return false;
    }
    byte[] part = Arrays.copyOfRange(bytes, from, from + masked.length);
    byte[] maskedPart = RunKeys.mask(part);
    wipe(part);
    return Arrays.equals(maskedPart, masked);
  }

  private static byte[] swapped(byte[] bytes, int word) {
    byte[] out = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      int start = i / word * word;
      out[i] = bytes[start + word - 1 - (i - start)];
    }
    return out;
  }

  private static void wipe(byte[] bytes) {
    Arrays.fill(bytes, (byte) 0);
  }
}
