// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.JCSystem;

/**
 * The keys of pairing.md, section 4, that a module derives from its own, and the codes made of
 * them. They last for one command.
 */
final class PairingKeys {
  /** Where K_MS is, once it is opened. */
  static final short MODULE_KEY = 0;

  /** Where a key is that was derived last. */
  static final short DERIVED = 32;

  private static final short CODE = 64;

  /** The length of a block with a code in it. */
  static final short BLOCK_LENGTH = 16;

  private static final short ROOM = (short) (CODE + 2 * BLOCK_LENGTH);
  private static final short NUMBER = (short) (CODE + BLOCK_LENGTH);

  static final byte[] TRANSPORT = {'K', 'W', '3', '.', 'L', 'O', 'A', 'D'};
  static final byte[] ORDERS = {'K', 'W', '3', '.', 'A', 'D', 'M'};
  private static final byte[] CODES = {'K', 'W', '3', '.', 'P', 'I', 'N', 'K', 'E', 'Y'};
  private static final byte[] CRYPTOGRAMS = {'K', 'W', '3', '.', 'C', 'Y'};
  private static final byte[] PAIRING = {'K', 'W', '3', '.', 'P', 'I', 'N'};
  private static final byte[] ATTESTATION = {'K', 'W', '3', '.', 'A', 'T', 'T'};
  private static final byte[] ERASURE = {'K', 'W', '3', '.', 'D', 'E', 'L'};

  /** K_MS and what is derived of it. */
  final byte[] bytes;

  private final ModuleMemory memory;
  private final DownloadKeys suites;
  private final SealedKeys sealed;
  private final Kdf kdf;

  PairingKeys(ModuleMemory memory, DownloadKeys suites, SealedKeys sealed, Kdf kdf) {
    this.memory = memory;
    this.suites = suites;
    this.sealed = sealed;
    this.kdf = kdf;
    bytes = JCSystem.makeTransientByteArray(ROOM, JCSystem.CLEAR_ON_DESELECT);
  }

  /** The length of the keys of a suite in bytes; zero if this card cannot carry it out. */
  short length(byte suite) {
    return suites.length(suite);
  }

  /**
   * Whether a suite of the list is not below a floor, and one that this card carries out with K_MS.
   */
  boolean usable(byte suite, byte floor) {
    byte[] identity = memory.identity;
    short length = suites.length(suite);
    return (short) (suite & 0xFF) >= (short) (floor & 0xFF)
        && length != 0
        && length == identity[ModuleMemory.KEY_LENGTH]
        && Octets.contains(
            identity, ModuleMemory.SUITES, identity[ModuleMemory.SUITES_LENGTH], suite);
  }

  private short keyLength() {
    return memory.identity[ModuleMemory.KEY_LENGTH];
  }

  /** Opens K_MS. */
  void openModuleKey() {
    sealed.open(memory.identity, ModuleMemory.KEY, keyLength(), bytes, MODULE_KEY);
  }

  /** Makes K_ADM or K_LOAD. */
  void derive(byte[] label, byte suite) {
    openModuleKey();
    kdf.begin(label);
    kdf.field(suite);
    kdf.field(memory.identity, ModuleMemory.MODULE, Unit.ID_LENGTH);
    finish();
  }

  /** Makes k_CY of the key of a generation, of which the place is known. */
  void deriveCryptogramKey(short generation) {
    byte[] table = memory.generations.table;
    sealed.open(table, (short) (generation + Generations.KEY), keyLength(), bytes, MODULE_KEY);
    kdf.begin(CRYPTOGRAMS);
    kdf.field(table, generation, (short) 2);
    finish();
  }

  private void finish() {
    kdf.finish(bytes, MODULE_KEY, keyLength(), bytes, DERIVED, keyLength());
  }

  /** Writes the attestation of an index for a host: 4 digits. */
  void writeAttestation(
      byte[] host, short hostAt, byte[] index, short indexAt, byte[] out, short to) {
    deriveCodeKey();
    kdf.begin(ATTESTATION);
    kdf.field(memory.identity, ModuleMemory.MODULE, Unit.ID_LENGTH);
    kdf.field(host, hostAt, Unit.ID_LENGTH);
    kdf.field(index, indexAt, ModuleMemory.COUNTER);
    finishNumber();
    Digits.write(bytes, NUMBER, out, to, (short) 4);
  }

  /** Whether a block is that of the code to pair; without codes that is a block of zeros. */
  boolean matchesCode(
      byte[] block, short at, byte[] host, short hostAt, byte[] index, short indexAt) {
    byte mode = memory.policy.mode();
    Octets.wipe(bytes, CODE, BLOCK_LENGTH);
    if (mode != Policy.NO_CODE) {
      deriveCodeKey();
      kdf.begin(PAIRING);
      kdf.field(memory.identity, ModuleMemory.MODULE, Unit.ID_LENGTH);
      if (mode == Policy.CODE_OF_ALL) {
        kdf.field(host, hostAt, Unit.ID_LENGTH);
      }
      if (mode != Policy.CODE_OF_MODULE) {
        kdf.field(index, indexAt, ModuleMemory.COUNTER);
      }
      writeBlock();
    }
    return Octets.same(bytes, CODE, block, at, BLOCK_LENGTH);
  }

  /** Whether a block is that of the code to erase the pairing with a host. */
  boolean matchesErasure(byte[] block, short at, byte[] host, short hostAt) {
    Octets.wipe(bytes, CODE, BLOCK_LENGTH);
    deriveCodeKey();
    kdf.begin(ERASURE);
    kdf.field(memory.identity, ModuleMemory.MODULE, Unit.ID_LENGTH);
    kdf.field(host, hostAt, Unit.ID_LENGTH);
    kdf.field(memory.counters, ModuleMemory.INDEX, ModuleMemory.COUNTER);
    writeBlock();
    return Octets.same(bytes, CODE, block, at, BLOCK_LENGTH);
  }

  private void writeBlock() {
    byte digits = memory.policy.digits();
    finishNumber();
    bytes[CODE] = digits;
    Digits.write(bytes, NUMBER, bytes, (short) (CODE + 1), digits);
  }

  /** Makes K_PIN. */
  private void deriveCodeKey() {
    openModuleKey();
    kdf.begin(CODES);
    kdf.field(memory.identity, ModuleMemory.MODULE, Unit.ID_LENGTH);
    finish();
  }

  private void finishNumber() {
    kdf.finish(bytes, DERIVED, keyLength(), bytes, NUMBER, BLOCK_LENGTH);
  }

  /** Erases all of them. */
  void rest() {
    Octets.wipe(bytes, (short) 0, ROOM);
    suites.rest();
  }
}
