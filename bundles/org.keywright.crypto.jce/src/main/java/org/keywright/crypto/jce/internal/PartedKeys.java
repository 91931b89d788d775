// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.keywright.crypto.Sharing.Method.COMPONENTS;
import static org.keywright.crypto.Sharing.Method.SHARES;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KcvMethod;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeyParts;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Mac;
import org.keywright.crypto.Sharing;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Components by exclusive or, and Shamir's shares: each byte of the key is the constant term of a
 * polynomial of its own over GF(256), evaluated at the shares' numbers.
 */
@Component
public final class PartedKeys implements KeyParts {
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_NUMBER = 3;

  private final RandomSource random;
  private final JceKeys keys;
  private final Mac cmac;

  /** Takes the proved algorithms. */
  @Activate
  public PartedKeys(@Reference Primitives primitives) {
    random = primitives.random();
    keys = new JceKeys(primitives);
    cmac = primitives.aesCmac();
  }

  @Override
  public List<KeyPart> part(Key key, Sharing sharing) throws KeyException {
    requireKind(key.spec());
    return key.material()
        .expose(
            lent ->
                sharing.method() == COMPONENTS
                    ? components(key.spec(), lent, sharing.parts())
                    : shares(key.spec(), lent, sharing));
  }

  private List<KeyPart> components(KeySpec spec, byte[] key, int count) throws KeyException {
    var parts = new ArrayList<KeyPart>(count);
    byte[] last = key.clone();
    for (int number = 1; number < count; number++) {
      byte[] drawn = new byte[key.length];
      random.key(drawn);
      if (spec.algorithm() == KeyAlgorithm.TDES) {
        Blocks.oddParity(drawn);
      }
      for (int i = 0; i < last.length; i++) {
        last[i] ^= drawn[i];
      }
      parts.add(new KeyPart(COMPONENTS, number, Key.of(spec, KeyMaterial.consume(drawn))));
    }
    // Parity bits are no part of a TDES key; that of the joined key is made anew.
    if (spec.algorithm() == KeyAlgorithm.TDES) {
      Blocks.oddParity(last);
    }
    parts.add(new KeyPart(COMPONENTS, count, Key.of(spec, KeyMaterial.consume(last))));
    return parts;
  }

  private List<KeyPart> shares(KeySpec spec, byte[] key, Sharing sharing) throws KeyException {
    var coefficients = new byte[sharing.needed() - 1][key.length];
    try {
      for (byte[] each : coefficients) {
        random.key(each);
      }
      var parts = new ArrayList<KeyPart>(sharing.parts());
      for (int number = 1; number <= sharing.parts(); number++) {
        byte[] share = new byte[key.length];
        for (int i = 0; i < share.length; i++) {
          int value = 0;
          for (int power = coefficients.length - 1; power >= 0; power--) {
            value = Gf256.multiply(value ^ (coefficients[power][i] & 0xFF), number);
          }
          share[i] = (byte) (value ^ key[i]);
        }
        parts.add(new KeyPart(SHARES, number, Key.of(spec, KeyMaterial.consume(share))));
      }
      return parts;
    } finally {
      for (byte[] each : coefficients) {
        Arrays.fill(each, (byte) 0);
      }
    }
  }

  @Override
  public Key join(List<KeyPart> parts) throws KeyException {
    requireFit(parts);
    KeySpec spec = parts.getFirst().value().spec();
    byte[] joined = new byte[spec.length()];
    for (KeyPart part : parts) {
      int weight = part.method() == COMPONENTS ? 1 : weight(part.number(), parts);
      part.value()
          .material()
          .expose(
              lent -> {
                for (int i = 0; i < joined.length; i++) {
                  joined[i] ^= (byte) Gf256.multiply(lent[i] & 0xFF, weight);
                }
                return lent.length;
              });
    }
    if (spec.algorithm() == KeyAlgorithm.TDES) {
      Blocks.oddParity(joined);
    }
    return Key.of(spec, KeyMaterial.consume(joined));
  }

  private static void requireFit(List<KeyPart> parts) throws KeyException {
    if (parts.size() < 2 || parts.size() > Sharing.MOST) {
      throw new KeyException("a key is put together from 2 to " + Sharing.MOST + " parts");
    }
    var numbers = new HashSet<Integer>();
    for (KeyPart part : parts) {
      if (!numbers.add(part.number())) {
        throw new KeyException("part " + part.number() + " is there twice");
      }
      if (!kind(part).equals(kind(parts.getFirst()))) {
        throw new KeyException(
            "part %d is %s, part %d %s"
                .formatted(
                    part.number(), kind(part), parts.getFirst().number(), kind(parts.getFirst())));
      }
    }
  }

  private static String kind(KeyPart part) {
    return "a " + part.method().part() + " of a key of kind " + part.value().spec();
  }

  /** Lagrange's weight of one share for the value at zero. Numbers are no secrets. */
  private static int weight(int number, List<KeyPart> parts) {
    int weight = 1;
    for (KeyPart other : parts) {
      if (other.number() != number) {
        weight =
            Gf256.multiply(
                weight, Gf256.multiply(other.number(), Gf256.inverse(other.number() ^ number)));
      }
    }
    return weight;
  }

  private static void requireKind(KeySpec spec) throws KeyException {
    if (spec.algorithm() != KeyAlgorithm.AES && spec.algorithm() != KeyAlgorithm.TDES) {
      throw new KeyException("only AES and TDES keys are parted, not " + spec);
    }
  }

  @Override
  public Kcv checkValue(KeyPart part) throws KeyException {
    Key value = part.value();
    requireKind(value.spec());
    if (part.method() == COMPONENTS) {
      boolean tdes = value.spec().algorithm() == KeyAlgorithm.TDES;
      return keys.kcv(value, tdes ? KcvMethod.TDES_ZERO_BLOCK : KcvMethod.CMAC);
    }
    // Over the number too: a share is nothing without it, and it may be mistyped as well.
    byte[] number = new byte[cmac.length()];
    number[number.length - 1] = (byte) part.number();
    var kind = new KeySpec(KeyAlgorithm.AES, value.spec().bits());
    try (var same = Key.of(kind, value.material().copy())) {
      byte[] full = cmac.mac(same, number);
      return new Kcv(KcvMethod.CMAC, Bytes.of(Arrays.copyOf(full, KcvMethod.CMAC.length())));
    }
  }

  @Override
  public KeyMaterial write(KeyPart part) throws KeyException {
    Kcv kcv = checkValue(part);
    byte[] before = (part.number() + "-").getBytes(StandardCharsets.US_ASCII);
    byte[] after = ("," + kcv.value().hex()).getBytes(StandardCharsets.US_ASCII);
    return part.value()
        .material()
        .expose(
            lent -> {
              byte[] line = Arrays.copyOf(before, before.length + 2 * lent.length + after.length);
              int at = before.length;
              for (byte each : lent) {
                line[at++] = HEX[each >> 4 & 0xF];
                line[at++] = HEX[each & 0xF];
              }
              System.arraycopy(after, 0, line, at, after.length);
              return KeyMaterial.consume(line);
            });
  }

  @Override
  public KeyMaterial lines(KeyPart part) throws KeyException {
    requireKind(part.value().spec());
    return part.value().material().expose(PartLines::write);
  }

  @Override
  public KeyMaterial line(KeyMaterial typed, int number) throws KeyException {
    return typed.expose(lent -> PartLines.read(lent, number));
  }

  @Override
  public KeyPart checked(
      KeyMaterial bytes, Sharing.Method method, KeySpec spec, int number, String typed)
      throws KeyException {
    requireKind(spec);
    var part = new KeyPart(method, number, Key.of(spec, bytes.copy()));
    if (!isCheckValue(checkValue(part), typed.getBytes(StandardCharsets.US_ASCII), 0)) {
      part.close();
      throw new KeyException(mistyped(method));
    }
    return part;
  }

  @Override
  public KeyPart read(KeyMaterial line, Sharing.Method method, KeySpec spec, int number)
      throws KeyException {
    requireKind(spec);
    return line.expose(
        lent -> {
          int comma = indexOf(lent, ',', lent.length);
          if (comma < 0) {
            throw new KeyException(
                "a part is typed as its hex digits, a comma and its check value");
          }
          int hyphen = indexOf(lent, '-', comma);
          int typed = hyphen < 0 ? number : number(lent, hyphen);
          if (typed == 0) {
            throw new KeyException("a share is typed with its number and a hyphen before it");
          }
          if (number != 0 && typed != number) {
            throw new KeyException("this is part " + typed + ", and " + number + " is awaited");
          }
          byte[] digits = Arrays.copyOfRange(lent, hyphen + 1, comma);
          var part = new KeyPart(method, typed, Key.of(spec, KeyMaterial.consumeHex(digits)));
          if (!isCheckValue(checkValue(part), lent, comma + 1)) {
            part.close();
            throw new KeyException(mistyped(method));
          }
          return part;
        });
  }

  private static String mistyped(Sharing.Method method) {
    return method == COMPONENTS
        ? "the check value is not that of the part: one is mistyped"
        : "the check value is not that of the share: it, the share or its number is mistyped";
  }

  private static int indexOf(byte[] line, char sign, int end) {
    for (int i = 0; i < end; i++) {
      if (line[i] == sign) {
        return i;
      }
    }
    return -1;
  }

  private static int number(byte[] line, int end) throws KeyException {
    int number = 0;
    for (int i = 0; i < end; i++) {
      int digit = Character.digit(line[i], 10);
      if (digit < 0 || end > LONGEST_NUMBER) {
        throw new KeyException("what stands before the hyphen is the part's number");
      }
      number = 10 * number + digit;
    }
    if (number < 1 || number > 255) {
      throw new KeyException("parts of a key are numbered from 1 to 255");
    }
    return number;
  }

  /** Check values are no secrets, but what was typed may be anything. */
  private static boolean isCheckValue(Kcv kcv, byte[] line, int from) {
    byte[] typed = new byte[2 * kcv.value().length()];
    int length = 0;
    for (int i = from; i < line.length; i++) {
      if (line[i] == ' ') {
        continue;
      }
      if (length == typed.length) {
        return false;
      }
      typed[length++] = (byte) Character.toUpperCase(line[i]);
    }
    byte[] right = kcv.value().hex().getBytes(StandardCharsets.US_ASCII);
    return length == right.length && MessageDigest.isEqual(typed, right);
  }
}
