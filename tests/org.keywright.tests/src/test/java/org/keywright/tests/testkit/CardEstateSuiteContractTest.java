// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.testkit;

import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Suite;
import org.keywright.testkit.AlgorithmContract;
import org.keywright.tests.TestCrypto;

/** The contract of suites for suite 10; the answers are those of download.md, section 9.3. */
class CardEstateSuiteContractTest extends AlgorithmContract {
  private static final Bytes T = Bytes.ofHex("404142434445464748494a4b4c4d4e4f");
  private static final Bytes T1 = Bytes.ofHex("88e13a5bcf66493274cd2c0feaaa6332");
  private static final Bytes ENC = Bytes.ofHex("8bd3ef398196b1a61156f65ba321a183");
  private static final Bytes SERIAL = Bytes.ofHex("000102030405060708090a0b0c0d0e0f");

  private final Suite suite = new TestCrypto().suites.find(0x10).orElseThrow();

  @Override
  protected Suite suite() {
    return suite;
  }

  @Override
  protected boolean reservedId() {
    return true;
  }

  @Override
  protected List<DerivedKey> operationKeys() {
    return List.of(
        new DerivedKey(
            T,
            "KW1.T1",
            KeySpec.AES_128,
            List.of(
                Bytes.ofHex("10"), Bytes.ofHex("5345543030303130"), Bytes.ofHex("0001"), SERIAL),
            T1));
  }

  @Override
  protected List<DerivedKey> sessionKeys() {
    return List.of(
        new DerivedKey(
            T1,
            "KW1.ENC",
            KeySpec.AES_128,
            List.of(
                Bytes.ofHex("10"),
                SERIAL,
                Bytes.ofHex("0004"),
                Bytes.ofHex("0001"),
                Bytes.ofHex("101112131415161718191a1b1c1d1e1f"),
                Bytes.ofHex("202122232425262728292a2b2c2d2e2f"),
                Bytes.ofHex("847096f03f29ebcb182caa840d8d57b6dd900c47c13f04e257b95a45aa297898")),
            ENC));
  }

  @Override
  protected List<WrappedSecret> wraps() {
    return List.of(
        new WrappedSecret(
            ENC,
            Bytes.ofHex("01443041424e00010080000000000000808182838485868788898a8b8c8d8e8f"),
            Bytes.ofHex(
                "bce7d28b01df333166bf26394cc5c9553e6114c102ca8b2a"
                    + "0b1c8f640c8ede6d1230f54bb5b8c5dc")));
  }

  /** NIST SP 800-38B, appendix D.1: no data, and a whole block. */
  @Override
  protected List<Code> codes() {
    return List.of(
        new Code(
            Bytes.ofHex("2b7e151628aed2a6abf7158809cf4f3c"),
            Bytes.of(),
            Bytes.ofHex("bb1d6929e95937287fa37d129b756746")),
        new Code(
            Bytes.ofHex("2b7e151628aed2a6abf7158809cf4f3c"),
            Bytes.ofHex("6bc1bee22e409f96e93d7e117393172a"),
            Bytes.ofHex("070a16b46b4d4144f79bdd9dd04a287c")));
  }
}
