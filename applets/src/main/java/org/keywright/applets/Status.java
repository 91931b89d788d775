// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

/** The status words of transport.md, section 3, that applets answer with. */
final class Status {
  static final short MORE_DATA = (short) 0x6100;
  static final short WRITE_FAILED = (short) 0x6581;
  static final short WRONG_LENGTH = (short) 0x6700;
  static final short CHAIN_BROKEN = (short) 0x6883;
  static final short SECURITY_NOT_SATISFIED = (short) 0x6982;
  static final short BLOCKED = (short) 0x6983;
  static final short CHALLENGE_UNUSABLE = (short) 0x6984;
  static final short WRONG_STATE = (short) 0x6985;
  static final short INTEGRITY_FAILED = (short) 0x6988;
  static final short WRONG_DATA = (short) 0x6A80;
  static final short NOT_FOR_THIS_KEY = (short) 0x6A81;
  static final short NO_APPLICATION = (short) 0x6A82;
  static final short NO_ROOM = (short) 0x6A84;
  static final short WRONG_PARAMETERS = (short) 0x6A86;
  static final short NOT_FOUND = (short) 0x6A88;
  static final short UNKNOWN_INSTRUCTION = (short) 0x6D00;
  static final short UNKNOWN_CLASS = (short) 0x6E00;
  static final short WRONG_CODE = (short) 0x63C0;
  static final short NOT_AUTHENTIC = (short) 0x9E01;
  static final short WRONG_ADDRESSEE = (short) 0x9E02;
  static final short VERSION_GOES_BACK = (short) 0x9E03;
  static final short DOWNGRADE = (short) 0x9E04;
  static final short REPEATED = (short) 0x9E05;
  static final short NO_PLACE = (short) 0x9E10;
  static final short CRYPTOGRAM_INVALID = (short) 0x9E11;
  static final short GENERATION_UNKNOWN = (short) 0x9E12;
  static final short HOST_GENERATION_UNKNOWN = (short) 0x9E13;

  private Status() {}
}
