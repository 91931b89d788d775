// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.SystemException;
import javacard.framework.TransactionException;
import javacard.framework.Util;
import javacard.security.RandomData;
import javacardx.apdu.ExtendedLength;

/**
 * What the applets of all roles do alike: commands and their answers, SELECT, the cryptography and
 * its end, and what becomes of a write that fails.
 */
abstract class Unit extends Applet implements ExtendedLength {
  /** The length of a serial number, and of a challenge. */
  static final short ID_LENGTH = 16;

  static final byte PLAIN = (byte) 0x80;

  /** The command that is carried out, and where its answer is put. */
  final Exchange exchange;

  /** The data of the command; the same array as that of {@link #exchange}. */
  final byte[] data;

  final Tlv tlv;
  final RandomData random;
  final BlockCipher cipher;
  final Cmac cmac;
  final Kdf kdf;
  final KeyWrap wrap;
  final SealedKeys sealed;
  final CheckValues checkValues;

  Unit() {
    exchange = new Exchange();
    data = exchange.data;
    tlv = new Tlv(data);
    random = RandomData.getInstance(RandomData.ALG_KEYGENERATION);
    cipher = new BlockCipher(random);
    cmac = new Cmac(cipher);
    kdf = new Kdf(cmac);
    wrap = new KeyWrap(cipher);
    sealed = new SealedKeys(cipher, wrap);
    checkValues = new CheckValues(cipher, cmac);
  }

  /**
   * Reads the identifier that a card gets when its applet is installed, from the application's data
   * of the install parameters (GlobalPlatform: tag C9): up to 16 bytes, zeros behind them.
   */
  static void readIdentifier(byte[] parameters, short at, byte[] identifier) {
    short control = (short) (at + (short) (parameters[at] & 0xFF) + 1);
    short own = (short) (control + (short) (parameters[control] & 0xFF) + 1);
    short length = (short) (parameters[own] & 0xFF);
    if (length > ID_LENGTH) {
      ISOException.throwIt(Status.WRONG_DATA);
    }
    Util.arrayCopyNonAtomic(parameters, (short) (own + 1), identifier, (short) 0, length);
  }

  /** Carries the command out; what it answers is given to {@link Exchange#reply}. */
  abstract void carryOut();

  /** Erases what belongs to the command alone, whatever came of it. */
  abstract void rest();

  @Override
  public final void process(APDU apdu) {
    if (!exchange.receive(apdu)) {
      exchange.deliver(apdu);
      return;
    }
    try {
      if (exchange.cla() == ISO7816.CLA_ISO7816 && exchange.ins() == ISO7816.INS_SELECT) {
        answerSelect();
      } else {
        carryOut();
      }
      exchange.deliver(apdu);
    } catch (TransactionException e) {
      fail();
    } catch (SystemException e) {
      fail();
    } finally {
      rest();
      cipher.rest();
      if (!exchange.pending()) {
        exchange.forget();
      }
    }
  }

  /** The write failed: the old state stands. */
  private static void fail() {
    if (JCSystem.getTransactionDepth() != 0) {
      JCSystem.abortTransaction();
    }
    ISOException.throwIt(Status.WRITE_FAILED);
  }

  private void answerSelect() {
    if (exchange.p1() != 4 || exchange.p2() != 0) {
      ISOException.throwIt(Status.WRONG_PARAMETERS);
    }
    // A runtime selects by the beginning of an AID too; the protocol knows whole ones only.
    if (!JCSystem.getAID().equals(data, (short) 0, (byte) exchange.length())) {
      ISOException.throwIt(Status.NO_APPLICATION);
    }
  }

  /** Draws a challenge, of which not all bytes are zero. */
  final void draw(byte[] out, short at) {
    do {
      random.nextBytes(out, at, ID_LENGTH);
    } while (Octets.zero(out, at, ID_LENGTH));
  }

  /** Takes T, or another root: an AES key of any length that AES has; returns where it is. */
  final short takeRoot(byte tag, short refusal) {
    short key = tlv.take(tag, (short) 16, (short) 32);
    if (!cipher.takes(tlv.length())) {
      ISOException.throwIt(refusal);
    }
    return key;
  }

  /** Answers a check value, in tag 96. */
  final void replyCheckValue(byte algorithm, byte[] key, short at, short length) {
    // Composed behind the data: the key may lie among them.
    short reply = exchange.length();
    short value = Tlv.open(data, reply, Tags.CHECK_VALUE, CheckValues.LENGTH);
    checkValues.write(algorithm, key, at, length, data, value);
    exchange.reply(reply, (short) (value + CheckValues.LENGTH - reply));
  }
}
