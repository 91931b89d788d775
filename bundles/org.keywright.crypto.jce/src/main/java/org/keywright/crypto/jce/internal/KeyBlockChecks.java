// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.keywright.crypto.KcvMethod;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyBlock.Header;
import org.keywright.crypto.KeyBlock.OptionalBlock;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Keys;
import org.keywright.crypto.OptionalBlockValue;

/**
 * What a key block says of keys: the check values in blocks KC and KP (ANSI X9.143-2021, clauses
 * 6.3.6.7 and 6.3.6.8) are held against the keys that they are of.
 */
final class KeyBlockChecks {
  private static final String OF_KEY = "KC";
  private static final String OF_PROTECTION_KEY = "KP";
  private static final int METHOD = 2;
  private static final String CMAC = "01";

  private final Keys keys;

  KeyBlockChecks(Keys keys) {
    this.keys = keys;
  }

  /** Before the block is opened: KP says which protection key it wants. */
  void protectionKey(Header header, Key kbpk) throws KeyException {
    hold(
        header,
        OF_PROTECTION_KEY,
        kbpk,
        "the key block is under another protection key: KP is not its check value");
  }

  /** After the block is opened: KC says which key it has. */
  void key(Header header, Key key) throws KeyException {
    hold(header, OF_KEY, key, "KC in the key block is not the check value of the key inside");
  }

  private void hold(Header header, String id, Key key, String otherwise) throws KeyException {
    for (OptionalBlock block : header.optional()) {
      if (block.id().equals(id)) {
        if (OptionalBlockValue.of(block).fault().isPresent()) {
          throw new KeyException(
              id + " in the key block is no check value (00 or 01 and its hex digits)");
        }
        if (comparable(key) && !matches(block.content(), key)) {
          throw new KeyException(otherwise);
        }
      }
    }
  }

  /** Keys of HMAC have no check value by a cipher, so there is nothing to hold it against. */
  private static boolean comparable(Key key) {
    return key.spec().algorithm() != KeyAlgorithm.HMAC;
  }

  private boolean matches(String content, Key key) throws KeyException {
    byte[] said = HexFormat.of().parseHex(content.substring(METHOD));
    byte[] made = keys.kcv(key, method(content, key)).value().toArray();
    return MessageDigest.isEqual(said, Arrays.copyOf(made, said.length));
  }

  private static KcvMethod method(String content, Key key) {
    if (content.startsWith(CMAC)) {
      return KcvMethod.CMAC;
    }
    return key.spec().algorithm() == KeyAlgorithm.TDES
        ? KcvMethod.TDES_ZERO_BLOCK
        : KcvMethod.AES_ZERO_BLOCK;
  }

  /** The check value by CMAC, as a block. */
  OptionalBlock checkValue(String id, Key key) throws KeyException {
    if (!id.equals(OF_KEY) && !id.equals(OF_PROTECTION_KEY)) {
      throw new IllegalArgumentException("KC and KP are blocks with a check value, not " + id);
    }
    return new OptionalBlock(id, CMAC + keys.kcv(key, KcvMethod.CMAC).value().hex());
  }

  /** What is odd about a block whose key came out well. */
  List<String> remarks(KeyBlockForm form, Header header, Key key, boolean hidden) {
    var remarks = new ArrayList<String>();
    if (form.byVariants()) {
      remarks.add("Key blocks of version " + form + " are deprecated: ask for B or D");
    }
    if (!hidden) {
      remarks.add("The key block shows how long the key in it is: it does not hide the length");
    }
    for (OptionalBlockValue value : header.values()) {
      value.fault().ifPresent(fault -> remarks.add("Optional block " + value.id() + " " + fault));
      if (value.id().equals(OF_KEY) && !comparable(key)) {
        remarks.add("KC was not checked: keys of HMAC have no check value");
      }
    }
    return remarks;
  }

  /** What is written has to be as the standard has it. */
  static void wellFormed(Header header) throws KeyException {
    for (OptionalBlockValue value : header.values()) {
      if (value.fault().isPresent()) {
        throw new KeyException("optional block " + value.id() + " " + value.fault().get());
      }
    }
  }
}
