// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

/** The tags of download.md and pairing.md. */
final class Tags {
  static final byte SUITE = (byte) 0x80;
  static final byte SERIAL_NUMBER = (byte) 0x81;
  static final byte REF1 = (byte) 0x82;
  static final byte REF2 = (byte) 0x83;
  static final byte CHALLENGE = (byte) 0x84;
  static final byte ANSWER = (byte) 0x85;
  static final byte KEY_VERSION = (byte) 0x86;
  static final byte SEQUENCE = (byte) 0x87;
  static final byte WRAP = (byte) 0x88;
  static final byte SAS = (byte) 0x89;
  static final byte MAC = (byte) 0x8E;
  static final byte SUITES = (byte) 0x8F;
  static final byte SET = (byte) 0x90;
  static final byte SET_VERSION = (byte) 0x91;
  static final byte CHECK_VALUE = (byte) 0x96;
  static final byte ROOT = (byte) 0x97;
  static final byte TABLE = (byte) 0x98;
  static final byte KEY_RECORD = (byte) 0x99;
  static final byte POLICY = (byte) 0x9A;
  static final byte INSTRUCTION = (byte) 0x9B;
  static final byte USE_CHALLENGE = (byte) 0x9C;
  static final byte FLAGS = (byte) 0x9D;
  static final byte INSTALLED = (byte) 0x9E;
  static final byte MODULE = (byte) 0xA0;
  static final byte GENERATION = (byte) 0xA6;
  static final byte STATE = (byte) 0xA7;
  static final byte INDEX = (byte) 0xA8;
  static final byte CRYPTOGRAM = (byte) 0xA9;
  static final byte CODE_NEEDED = (byte) 0xAA;
  static final byte TRIES = (byte) 0xAB;
  static final byte ATTESTATION = (byte) 0xAC;
  static final byte PAIRING_KEY = (byte) 0xAD;
  static final byte PLACES = (byte) 0xAE;
  static final byte COUNT = (byte) 0xAF;
  static final byte ORDER_NUMBER = (byte) 0xB0;
  static final byte ROW = (byte) 0xB1;
  static final byte ISSUED = (byte) 0xB2;
  static final byte REVOKED_GENERATIONS = (byte) 0xB3;
  static final byte REVOKED_HOSTS = (byte) 0xB4;
  static final byte CONTROL_WORD = (byte) 0xB6;
  static final byte CIPHERTEXT = (byte) 0xB8;
  static final byte CODE_BLOCK = (byte) 0x9A;
  static final byte SETTINGS = (byte) 0x9B;
  static final byte WRAPPED_KEY = (byte) 0x9C;
  static final byte REQUEST = (byte) 0xE0;
  static final byte MESSAGE = (byte) 0xE1;
  static final byte RECEIPT = (byte) 0xE2;
  static final byte UNIT_STATUS = (byte) 0xE4;
  static final byte FIRST_UNIT_STATUS = (byte) 0xE5;
  static final byte KEY_LIST = (byte) 0xE6;
  static final byte MODULE_STATUS = (byte) 0xE7;
  static final byte PAIRING_TABLE = (byte) 0xEE;
  static final byte POLICY_RECORD = (byte) 0xEF;

  private Tags() {}
}
