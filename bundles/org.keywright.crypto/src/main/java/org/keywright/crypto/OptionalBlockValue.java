// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keywright.crypto.KeyBlock.OptionalBlock;

/**
 * What an optional block of a key block says (ANSI X9.143-2021, clause 6.3.6, tables 7 to 23).
 *
 * <p>KS, IK, BI, KC, KP, TS, TC, CT, LB, HM and PB are understood. All others are kept as they are,
 * and what they say is their content. Erratum: the example in clause 8.2 has a KS of {@code VM9A},
 * which is no key serial number; such a content is a fault and no reason to refuse the block.
 *
 * @param id the identifier of the block, as in {@code KS}
 * @param meaning the standard's words for it
 * @param value the content as people read it
 * @param fault why the content is not as the standard has it; empty if it is
 */
public record OptionalBlockValue(String id, String meaning, String value, Optional<String> fault) {
  private static final Pattern KEY_SERIAL = Pattern.compile("[0-9A-F]{16}([0-9A-F]{4})?");
  private static final Pattern INITIAL_KEY = Pattern.compile("[0-9A-F]{16}");
  private static final Pattern BASE_KEY = Pattern.compile("00[0-9A-F]{10}|01[0-9A-F]{8}");
  private static final Pattern CHECK_VALUE =
      Pattern.compile("00([0-9A-F]{2}){2,3}|01([0-9A-F]{2}){2,5}");
  private static final Pattern HASH = Pattern.compile("[1-4][0-9]");
  private static final DateTimeFormatter BASIC = time("uuuuMMddHHmmss");
  private static final DateTimeFormatter EXTENDED = time("uuuu-MM-dd'T'HH:mm:ss");
  private static final int LEAST_LENGTH = 2;

  /** Reads a block; this never fails, for a content can be a fault and kept all the same. */
  public static OptionalBlockValue of(OptionalBlock block) {
    String content = block.content();
    return switch (block.id()) {
      case "KS" -> formed(block, "key serial number", KEY_SERIAL, "16 or 20 hex digits");
      case "IK" -> formed(block, "initial key identifier", INITIAL_KEY, "16 hex digits");
      case "BI" -> formed(block, "base derivation key identifier", BASE_KEY, "00 or 01 and its id");
      case "KC" -> checkValue(block, "check value of the key");
      case "KP" -> checkValue(block, "check value of the protection key");
      case "TS" -> time(block, "time stamp");
      case "TC" -> time(block, "time of creation");
      case "CT" -> certificate(block);
      case "HM" -> formed(block, "hash of HMAC", HASH, "two digits of table 13");
      case "LB" -> new OptionalBlockValue("LB", "label", content, Optional.empty());
      case "PB" -> new OptionalBlockValue("PB", "padding", "", Optional.empty());
      default -> new OptionalBlockValue(block.id(), "kept as it is", content, Optional.empty());
    };
  }

  private static OptionalBlockValue formed(
      OptionalBlock block, String meaning, Pattern form, String wanted) {
    boolean fits = form.matcher(block.content()).matches();
    return new OptionalBlockValue(
        block.id(), meaning, block.content(), fits ? Optional.empty() : fault(meaning, wanted));
  }

  private static Optional<String> fault(String meaning, String wanted) {
    return Optional.of("is no " + meaning + " (" + wanted + ")");
  }

  private static OptionalBlockValue checkValue(OptionalBlock block, String meaning) {
    var form = formed(block, meaning, CHECK_VALUE, "00 or 01 and its hex digits");
    if (form.fault().isPresent()) {
      return form;
    }
    String method = block.content().startsWith("00") ? "zero block" : KcvMethod.CMAC.label();
    return new OptionalBlockValue(
        block.id(),
        meaning,
        block.content().substring(LEAST_LENGTH) + " (" + method + ")",
        Optional.empty());
  }

  private static DateTimeFormatter time(String pattern) {
    return new DateTimeFormatterBuilder()
        .appendPattern(pattern)
        .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
        .appendPattern("['Z']")
        .toFormatter(Locale.ROOT);
  }

  /** UTC, whether a Z says so or not: the standard's own examples have it both ways. */
  private static OptionalBlockValue time(OptionalBlock block, String meaning) {
    boolean extended = block.content().contains("-");
    try {
      var time =
          extended
              ? LocalDateTime.parse(block.content(), EXTENDED)
              : LocalDateTime.parse(block.content().replace("T", ""), BASIC);
      return new OptionalBlockValue(
          block.id(), meaning, time.toInstant(ZoneOffset.UTC).toString(), Optional.empty());
    } catch (DateTimeException e) {
      return new OptionalBlockValue(
          block.id(), meaning, block.content(), fault(meaning, "ISO 8601, UTC"));
    }
  }

  /** Format 00 is a certificate in Base64; EMV's certificates and chains are kept as they are. */
  private static OptionalBlockValue certificate(OptionalBlock block) {
    String meaning = "certificate";
    if (!block.content().startsWith("00")) {
      return new OptionalBlockValue("CT", meaning, block.content(), Optional.empty());
    }
    try {
      byte[] encoded = Base64.getDecoder().decode(block.content().substring(LEAST_LENGTH));
      var read =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(encoded));
      return new OptionalBlockValue(
          "CT", meaning, read.getSubjectX500Principal().getName(), Optional.empty());
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return new OptionalBlockValue(
          "CT", meaning, block.content(), fault(meaning, "X.509 in Base64"));
    }
  }
}
