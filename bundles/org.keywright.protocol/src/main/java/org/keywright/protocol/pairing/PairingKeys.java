// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.util.List;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Suite;
import org.keywright.protocol.SerialNumber;

/**
 * The keys of modules and hosts, each derived from a root of the centre (pairing.md, section 4).
 *
 * <p>Every key that is returned is the caller's, who closes it; those that are passed in stay the
 * caller's. Safe for use by many threads.
 */
public final class PairingKeys {
  private static final List<String> SESSION = List.of("KW3.SK.ENC", "KW3.SK.MAC", "KW3.SK.CW");

  private PairingKeys() {}

  /** K_MS, the root of one module, from the centre's root K_CM. */
  public static Key moduleKey(Suite suite, Key centreKey, SerialNumber module) throws KeyException {
    return derive(suite, centreKey, "KW3.MSROOT", bytes(module));
  }

  /** K_PIN, which makes the codes of one module, from its root K_MS. */
  public static Key codeKey(Suite suite, Key moduleKey, SerialNumber module) throws KeyException {
    return derive(suite, moduleKey, "KW3.PINKEY", bytes(module));
  }

  /** K_ADM, under which the centre orders something of one module, from its root K_MS. */
  public static Key orderKey(Suite suite, Key moduleKey, SerialNumber module) throws KeyException {
    return derive(suite, moduleKey, "KW3.ADM", id(suite), bytes(module));
  }

  /** K_LOAD, under which a module in the field gets keys, from its root K_MS. */
  static Key loadKey(Suite suite, Key moduleKey, SerialNumber module) throws KeyException {
    return derive(suite, moduleKey, "KW3.LOAD", id(suite), bytes(module));
  }

  /** K_HADM, under which the centre orders something of one host, from its leaf MHK_SN. */
  static Key hostOrderKey(Suite suite, Key hostKey, SerialNumber host) throws KeyException {
    return derive(suite, hostKey, "KW3.HADM", id(suite), bytes(host));
  }

  /** K_HLOAD, under which a host in the field gets another leaf, from the leaf that it has. */
  static Key hostLoadKey(Suite suite, Key hostKey, SerialNumber host) throws KeyException {
    return derive(suite, hostKey, "KW3.HLOAD", id(suite), bytes(host));
  }

  /** k_CY, under which cryptograms are made, from the key k_g of a generation of modules. */
  public static Key cryptogramKey(Suite suite, Key generationKey, int generation)
      throws KeyException {
    return derive(suite, generationKey, "KW3.CY", u16(generation));
  }

  /** MHK_SN, the leaf of one host, from the root MHKey that makers and centre have in common. */
  public static Key hostKey(Suite suite, Key hostRoot, SerialNumber host) throws KeyException {
    return derive(suite, hostRoot, "KW3.MHK", bytes(host));
  }

  /** KA, from what is the host's and what is the module's (claims 1 and 2). */
  static Key pairingKey(Suite suite, Key moduleKey, HostHello hello, ModuleHello answer, long index)
      throws KeyException {
    return derive(
        suite,
        moduleKey,
        "KW3.KA",
        id(suite),
        bytes(answer.module()),
        bytes(hello.host()),
        u32(index),
        answer.challenge().toArray(),
        hello.challenge().toArray());
  }

  /** K_RET, under which KA goes to the host. */
  static Key returnKey(Suite suite, Key hostKey, HostHello hello, ModuleHello answer)
      throws KeyException {
    return derive(suite, hostKey, "KW3.RET", contact(hello, answer));
  }

  /** K_CODE, under which the code comes from the host. */
  static Key codeTransportKey(
      Suite suite, Key hostKey, HostHello hello, ModuleHello answer, byte[] digest)
      throws KeyException {
    byte[][] both = contact(hello, answer);
    return derive(
        suite, hostKey, "KW3.CODE", id(suite), both[0], both[1], both[2], both[3], digest);
  }

  /** SK.ENC, SK.MAC and SK.CW of one contact, in this order. */
  static List<Key> sessionKeys(Suite suite, Key pairingKey, HostHello hello, ModuleHello answer)
      throws KeyException {
    return suite
        .derivation()
        .diversifyAll(pairingKey, SESSION, suite.keySpec(), contact(hello, answer));
  }

  private static byte[][] contact(HostHello hello, ModuleHello answer) {
    return new byte[][] {
      bytes(answer.module()),
      bytes(hello.host()),
      answer.challenge().toArray(),
      hello.challenge().toArray()
    };
  }

  private static Key derive(Suite suite, Key master, String label, byte[]... fields)
      throws KeyException {
    return suite.derivation().diversify(master, label, suite.keySpec(), fields);
  }

  private static byte[] id(Suite suite) {
    return new byte[] {(byte) suite.id()};
  }

  static byte[] bytes(SerialNumber identifier) {
    return identifier.value().toArray();
  }

  static byte[] u16(int value) {
    return new byte[] {(byte) (value >> 8), (byte) value};
  }

  static byte[] u32(long value) {
    return new byte[] {
      (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
    };
  }
}
