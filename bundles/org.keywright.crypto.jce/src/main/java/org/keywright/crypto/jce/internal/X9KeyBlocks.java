// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyBlock;
import org.keywright.crypto.KeyBlocks;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.OpenedKeyBlock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Key blocks of TR-31:2018 and ANSI X9.143-2021 on TDES and AES.
 *
 * <p>Errata: of the standard's own examples, those in clauses 8.3.2.1 and 8.3.2.2 cannot be opened
 * by anybody: they were padded to hide the length and kept the length field of TR-31:2018, and with
 * the right one their MAC is wrong all the same. The one in 8.2 opens, its block KS is no key
 * serial number. ISO 20038:2017, B.3 (a block of version D) has the key after its parity was
 * adjusted, not the key that it names; a key is given out as it lies in the block.
 */
@Component
public final class X9KeyBlocks implements KeyBlocks {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int LENGTH_FIELD = 2;
  private static final int LONGEST_TDES = 24;
  private static final int LONGEST_AES = 32;

  private final Primitives primitives;
  private final KeyBlockChecks checks;

  /** Takes the proved algorithms. */
  @Activate
  public X9KeyBlocks(@Reference Primitives primitives) {
    this.primitives = primitives;
    checks = new KeyBlockChecks(new JceKeys(primitives));
  }

  @Override
  public KeyBlock parse(String text) throws KeyException {
    return KeyBlockText.parse(text.strip()).block();
  }

  @Override
  public OpenedKeyBlock open(KeyBlock block, Key kbpk) throws KeyException {
    // Read again: the text is what the MAC covers, and header and text may not belong together.
    KeyBlockText text = KeyBlockText.parse(block.text());
    if (!text.block().header().equals(block.header())) {
      throw new KeyException("the header of the key block is not the one in its text");
    }
    KeyAlgorithm algorithm = KeyAlgorithm.of(block.header().algorithm());
    KeyBlockForm form = text.form();
    byte[] head = text.head().getBytes(StandardCharsets.US_ASCII);
    byte[] body = HEX.parseHex(text.body());
    byte[] mac = HEX.parseHex(text.mac());
    byte[] clear = {};
    try (var keys = keys(form, kbpk)) {
      checks.protectionKey(block.header(), kbpk);
      byte[] iv = form.byVariants() ? Arrays.copyOf(head, form.blockSize()) : mac;
      clear =
          keys.encryption().material().expose(lent -> cipher(form).decipherChain(lent, iv, body));
      byte[] expected = mac(form, keys, head, form.byVariants() ? body : clear);
      if (!MessageDigest.isEqual(expected, mac)) {
        throw new KeyException(
            "the MAC of the key block is wrong: it was changed, or the protection key is another");
      }
      return opened(form, block.header(), key(algorithm, clear), clear.length);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  private OpenedKeyBlock opened(KeyBlockForm form, KeyBlock.Header header, Key key, int clearLength)
      throws KeyException {
    boolean whole = false;
    try {
      checks.key(header, key);
      boolean hidden = clearLength >= hiddenLength(key.spec(), form);
      var opened = new OpenedKeyBlock(key, hidden, checks.remarks(form, header, key, hidden));
      whole = true;
      return opened;
    } finally {
      if (!whole) {
        key.close();
      }
    }
  }

  @Override
  public KeyBlock.OptionalBlock checkValue(String id, Key key) throws KeyException {
    return checks.checkValue(id, key);
  }

  @Override
  public KeyBlock wrap(KeyBlock.Header header, Key key, Key kbpk) throws KeyException {
    KeyBlockForm form = KeyBlockForm.of(header.version());
    checkFit(header, form, key, kbpk);
    KeyBlockChecks.wellFormed(header);
    checks.protectionKey(header, kbpk);
    checks.key(header, key);
    byte[] clear = clear(key, form);
    try (var keys = keys(form, kbpk)) {
      String head = KeyBlockText.head(header, form, 2 * (clear.length + form.macLength()));
      byte[] ascii = head.getBytes(StandardCharsets.US_ASCII);
      byte[] body;
      byte[] mac;
      if (form.byVariants()) {
        body = encipher(form, keys, Arrays.copyOf(ascii, form.blockSize()), clear);
        mac = mac(form, keys, ascii, body);
      } else {
        mac = mac(form, keys, ascii, clear);
        body = encipher(form, keys, mac, clear);
      }
      return parse(head + HEX.formatHex(body) + HEX.formatHex(mac));
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  private KeyBlockKeys keys(KeyBlockForm form, Key kbpk) throws KeyException {
    return KeyBlockKeys.of(form, kbpk, primitives.tdesCmac(), primitives.aesCmac());
  }

  private BlockCipher cipher(KeyBlockForm form) {
    return form == KeyBlockForm.D ? primitives.aes() : primitives.tdes();
  }

  private byte[] encipher(KeyBlockForm form, KeyBlockKeys keys, byte[] iv, byte[] clear) {
    return keys.encryption().material().expose(lent -> cipher(form).encipherChain(lent, iv, clear));
  }

  /** The MAC over header and body: CBC-MAC of TDES for the variants, else CMAC. */
  private byte[] mac(KeyBlockForm form, KeyBlockKeys keys, byte[] head, byte[] body)
      throws KeyException {
    byte[] all = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    try {
      return switch (form) {
        case A, C -> cbcMac(form, keys, all);
        case B -> primitives.tdesCmac().mac(keys.authentication(), all);
        case D -> primitives.aesCmac().mac(keys.authentication(), all);
      };
    } finally {
      Arrays.fill(all, (byte) 0);
    }
  }

  private byte[] cbcMac(KeyBlockForm form, KeyBlockKeys keys, byte[] all) {
    int size = form.blockSize();
    byte[] chain =
        keys.authentication()
            .material()
            .expose(lent -> primitives.tdes().encipherChain(lent, new byte[size], all));
    int last = chain.length - size;
    return Arrays.copyOfRange(chain, last, last + form.macLength());
  }

  private static void checkFit(KeyBlock.Header header, KeyBlockForm form, Key key, Key kbpk)
      throws KeyException {
    KeySpec spec = key.spec();
    if (header.algorithm() != spec.algorithm().letter()) {
      throw new KeyException(
          "the header says algorithm '" + header.algorithm() + "', and the key is " + spec);
    }
    boolean weaker =
        switch (spec.algorithm()) {
          case AES -> form != KeyBlockForm.D || kbpk.spec().bits() < spec.bits();
          case TDES -> form != KeyBlockForm.D && kbpk.spec().bits() < spec.bits();
          case HMAC -> false;
          case EC -> throw noPrivateKeys();
        };
    if (weaker) {
      throw new KeyException(
          "a key block of version "
              + form
              + " under "
              + kbpk.spec()
              + " is weaker than the key inside, "
              + spec);
    }
  }

  /** What a block of a private key holds is a structure of its own, not bytes of a key. */
  private static KeyException noPrivateKeys() {
    return new KeyException("key blocks of private keys ('E') are not supported");
  }

  /** Length in bits, key and random padding, which hides how long the key is. */
  private byte[] clear(Key key, KeyBlockForm form) {
    byte[] clear = new byte[hiddenLength(key.spec(), form)];
    primitives.random().key(clear);
    clear[0] = (byte) (key.spec().bits() >> 8);
    clear[1] = (byte) key.spec().bits();
    return key.material()
        .expose(
            lent -> {
              System.arraycopy(lent, 0, clear, LENGTH_FIELD, lent.length);
              return clear;
            });
  }

  /** The length of what is enciphered, the same for all keys of an algorithm (clause 6.2). */
  private static int hiddenLength(KeySpec spec, KeyBlockForm form) {
    int longest =
        switch (spec.algorithm()) {
          case TDES -> LONGEST_TDES;
          case AES -> LONGEST_AES;
          case HMAC, EC -> Math.max(spec.length(), LONGEST_AES);
        };
    int size = form.blockSize();
    return (LENGTH_FIELD + longest + size - 1) / size * size;
  }

  private static Key key(KeyAlgorithm algorithm, byte[] clear) throws KeyException {
    int bits = ((clear[0] & 0xFF) << 8) | (clear[1] & 0xFF);
    if (bits % 8 != 0 || bits / 8 > clear.length - LENGTH_FIELD) {
      throw new KeyException("the key block says a key length that does not fit into it");
    }
    KeySpec spec;
    try {
      spec = new KeySpec(algorithm, bits);
    } catch (IllegalArgumentException e) {
      throw new KeyException("the key in the key block is not one: " + e.getMessage(), e);
    }
    byte[] key = Arrays.copyOfRange(clear, LENGTH_FIELD, LENGTH_FIELD + spec.length());
    return Key.of(spec, KeyMaterial.consume(key));
  }
}
