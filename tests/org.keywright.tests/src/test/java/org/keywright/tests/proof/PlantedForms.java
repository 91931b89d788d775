// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Keys;

/**
 * A secret that a search must find, in each form in which it might lie about; kept masked. The
 * forms are made here a second time, in another way than {@link Needles} does it.
 */
public final class PlantedForms {
  private static final int LENGTH = 32;
  private static final HexFormat LOWER = HexFormat.of();
  private static final HexFormat UPPER = HexFormat.of().withUpperCase();

  private final byte[] masked;
  private final Map<String, UnaryOperator<byte[]>> forms = new LinkedHashMap<>();

  private PlantedForms(byte[] masked) {
    this.masked = masked;
    forms.put(", raw", byte[]::clone);
    forms.put(" reversed, raw", PlantedForms::reversed);
    put(", hex", StandardCharsets.US_ASCII, LOWER::formatHex);
    put(", upper-case hex", StandardCharsets.US_ASCII, UPPER::formatHex);
    put(", hex in UTF-16", StandardCharsets.UTF_16LE, LOWER::formatHex);
    put(", upper-case hex in UTF-16", StandardCharsets.UTF_16BE, UPPER::formatHex);
    put(", hex backwards", StandardCharsets.US_ASCII, lent -> backwards(LOWER.formatHex(lent)));
    put(" reversed, hex", StandardCharsets.US_ASCII, lent -> LOWER.formatHex(reversed(lent)));
    put(", base64", StandardCharsets.US_ASCII, PlantedForms::base64);
    put(", base64 in UTF-16", StandardCharsets.UTF_16LE, PlantedForms::base64);
    put(", base64 backwards", StandardCharsets.US_ASCII, lent -> backwards(base64(lent)));
    put(", in UTF-16", StandardCharsets.UTF_16BE, PlantedForms::latin);
    put(" reversed, in UTF-16", StandardCharsets.UTF_16LE, lent -> latin(reversed(lent)));
  }

  /** Draws a secret, called {@code planted}, for a search. */
  public static PlantedForms draw(Keys keys, SecretSearch search) {
    try (var secret = KeyMaterial.consume(keys.random(LENGTH))) {
      search.add("planted", secret);
      return new PlantedForms(secret.expose((byte[] lent) -> RunKeys.mask(lent)));
    }
  }

  /** Turns a secret into text. */
  @FunctionalInterface
  private interface Written {
    String of(byte[] lent);
  }

  private void put(String name, Charset charset, Written written) {
    forms.put(name, lent -> written.of(lent).getBytes(charset));
  }

  /** What the forms are called in what is found. */
  public Set<String> names() {
    return forms.keySet();
  }

  /** The secret in one of the forms. */
  public byte[] form(String name) {
    return forms.get(name).apply(RunKeys.mask(masked));
  }

  private static byte[] reversed(byte[] bytes) {
    return latin(backwards(latin(bytes)));
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String backwards(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
